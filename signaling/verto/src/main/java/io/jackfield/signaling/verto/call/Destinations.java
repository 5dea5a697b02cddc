package io.jackfield.signaling.verto.call;

import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.signal.Resolution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Destinations of type {@code verto}: every Verto connection of a user (media-call.md). */
public final class Destinations implements DestinationResolver {

  private final ClientContext context;

  /**
   * Makes the look-up.
   *
   * @param context who is logged in
   */
  public Destinations(ClientContext context) {
    this.context = context;
  }

  @Override
  public CompletionStage<Resolution> resolve(String callee, Optional<String> callerConnection) {
    List<Destination> found = new ArrayList<>();
    for (VertoClient client : context.clients().reachable(callee)) {
      if (callerConnection.filter(client.sessid()::equals).isEmpty()) {
        found.add(
            new Destination(
                "verto", callee, SdpKind.WEBRTC, false, Duration.ZERO, Optional.empty(), client));
      }
    }
    boolean known = context.users().get().find(callee).isPresent();
    return CompletableFuture.completedFuture(new Resolution(found, known));
  }
}
