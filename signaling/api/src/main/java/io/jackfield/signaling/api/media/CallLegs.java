package io.jackfield.signaling.api.media;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.connection.EventGate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All parts of API clients in calls: who is in which call, and that each client hears one {@code
 * hangup} a call and nothing of the call after it.
 */
public final class CallLegs implements EventGate {

  /**
   * How long a leg is remembered after its call: longer than an event of the call can be on its way
   * to the client's loop.
   */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final Map<String, Set<ApiLeg>> byCall = new ConcurrentHashMap<>();
  private final Map<Client, Set<ApiLeg>> byClient = new ConcurrentHashMap<>();
  private final Map<SessionId, ApiLeg> bySession = new ConcurrentHashMap<>();

  void add(ApiLeg leg) {
    byCall.computeIfAbsent(leg.call.value(), call -> ConcurrentHashMap.newKeySet(2)).add(leg);
    byClient.computeIfAbsent(leg.client, client -> ConcurrentHashMap.newKeySet(2)).add(leg);
  }

  /** The leg's media session, which its user may use. */
  void session(ApiLeg leg, SessionId session) {
    leg.session(session);
    bySession.put(session, leg);
  }

  void remove(ApiLeg leg) {
    byCall.computeIfPresent(leg.call.value(), (call, legs) -> without(legs, leg));
    byClient.computeIfPresent(leg.client, (client, legs) -> without(legs, leg));
    leg.session().ifPresent(session -> bySession.remove(session, leg));
  }

  private static Set<ApiLeg> without(Set<ApiLeg> legs, ApiLeg leg) {
    legs.remove(leg);
    return legs.isEmpty() ? null : legs;
  }

  /** The client's part in a call; the one still open if it had several. */
  Optional<ApiLeg> of(Client client, String call) {
    Optional<ApiLeg> found = Optional.empty();
    for (ApiLeg leg : byCall.getOrDefault(call, Set.of())) {
      if (leg.client == client && (found.isEmpty() || leg.state() != ApiLeg.State.OVER)) {
        found = Optional.of(leg);
      }
    }
    return found;
  }

  /**
   * The client's part in a call that goes on.
   *
   * @throws io.jackfield.gateway.failure.FailureException {@code unknown_peer} when it has none
   */
  ApiLeg member(Client client, String call) {
    return of(client, call)
        .filter(leg -> leg.state() != ApiLeg.State.OVER)
        .orElseThrow(() -> FailureException.of(Reason.UNKNOWN_PEER));
  }

  Collection<ApiLeg> of(Client client) {
    return List.copyOf(byClient.getOrDefault(client, Set.of()));
  }

  boolean isIn(String user, String call) {
    return byCall.getOrDefault(call, Set.of()).stream().anyMatch(leg -> leg.user.equals(user));
  }

  boolean owns(String user, SessionId session) {
    return Optional.ofNullable(bySession.get(session))
        .filter(leg -> leg.user.equals(user))
        .isPresent();
  }

  /** A call has ended: its legs are over now and forgotten soon. */
  void ended(String call) {
    for (ApiLeg leg : byCall.getOrDefault(call, Set.of())) {
      leg.state(ApiLeg.State.OVER);
      if (leg.client.isOpen()) {
        leg.client.schedule(LINGER, () -> remove(leg));
      } else {
        remove(leg);
      }
    }
  }

  /**
   * Legs known now, for leak checks.
   *
   * @return zero or more
   */
  public int size() {
    return byCall.values().stream().mapToInt(Set::size).sum();
  }

  @Override
  public boolean pass(Client client, Event event) {
    if (!event.eventClass().equals("media") || !event.subclass().equals(Optional.of("call"))) {
      return true;
    }
    Optional<ApiLeg> leg = event.objId().flatMap(call -> of(client, call));
    if (leg.isEmpty()) {
      return true;
    }
    return event.type().equals(Optional.of("hangup"))
        ? leg.get().firstHangup()
        : !leg.get().hangupSent();
  }
}
