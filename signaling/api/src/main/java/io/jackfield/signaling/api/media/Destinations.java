package io.jackfield.signaling.api.media;

import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.core.Directory;
import io.jackfield.signaling.api.core.Passwords;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Destinations of type {@code user} and {@code session} (media-call.md). */
public final class Destinations {

  private final Directory directory;
  private final Passwords known;
  private final CallLegs legs;

  /**
   * Makes the look-ups.
   *
   * @param directory who is connected
   * @param known which names exist
   * @param legs registry of legs
   */
  public Destinations(Directory directory, Passwords known, CallLegs legs) {
    this.directory = directory;
    this.known = known;
    this.legs = legs;
  }

  /**
   * Type {@code user}: every connection of that user but the caller's own.
   *
   * @return for {@code Service#addResolver}
   */
  public DestinationResolver users() {
    return (callee, caller) -> {
      Collection<Client> clients = directory.ofUser(callee);
      return found("user", callee, clients, caller, !clients.isEmpty() || known.knows(callee));
    };
  }

  /**
   * Type {@code session}: one connection.
   *
   * @return for {@code Service#addResolver}
   */
  public DestinationResolver sessions() {
    return (callee, caller) -> {
      List<Client> clients = directory.connection(callee).stream().toList();
      return found("session", callee, clients, caller, !clients.isEmpty());
    };
  }

  private CompletionStage<Resolution> found(
      String type,
      String name,
      Collection<Client> clients,
      Optional<String> caller,
      boolean exists) {
    List<Destination> destinations =
        clients.stream()
            .filter(client -> !client.identity().map(Identity::connection).equals(caller))
            .map(client -> destination(type, name, client))
            .toList();
    return CompletableFuture.completedFuture(new Resolution(destinations, exists));
  }

  private Destination destination(String type, String name, Client client) {
    return new Destination(
        type,
        name,
        SdpKind.WEBRTC,
        true,
        Duration.ZERO,
        Optional.empty(),
        new ApiParty(client, legs));
  }
}
