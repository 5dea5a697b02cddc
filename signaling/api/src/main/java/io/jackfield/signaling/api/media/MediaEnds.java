package io.jackfield.signaling.api.media;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.event.Subscriber;
import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.connection.Departure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What ends with a connection, and what is forgotten with a call. */
public final class MediaEnds implements Subscriber {

  /**
   * A client whose connection was lost in a call.
   *
   * @param client its connection
   * @param who it is
   * @param heard its subscriptions
   */
  private record Absent(Client client, Identity who, Map<Subscription, Object> heard) {}

  private final Service service;
  private final CallLegs legs;
  private final Supplier<Duration> reattach;

  /** By connection id; whoever takes one out decides what becomes of its calls. */
  private final Map<String, Absent> absent = new ConcurrentHashMap<>();

  /**
   * Makes the rules of a service.
   *
   * @param service the service
   * @param legs who is in which call
   * @param reattach how long answered calls are kept for a client that lost its connection, as
   *     configured now
   */
  public MediaEnds(Service service, CallLegs legs, Supplier<Duration> reattach) {
    this.service = service;
    this.legs = legs;
    this.reattach = reattach;
  }

  /** Begins to listen for ends of calls. */
  public void open() {
    Subscription ends =
        new Subscription(
            Optional.of(service.name()),
            Optional.of("media"),
            Optional.of("call"),
            Optional.of("hangup"),
            Optional.empty());
    service.events().subscribe(this, ends, Map.of());
  }

  /** Stops listening. */
  public void close() {
    service.events().unsubscribeAll(this);
  }

  @Override
  public void onEvent(Event event) {
    event.objId().ifPresent(legs::ended);
  }

  /**
   * A connection has closed: its sessions stop, calls it placed or joined end, invites it had are
   * refused (media-call.md, "Flow" 5 and 7). If it was lost in an answered call, that and all its
   * sessions, some of which may carry the call, wait for it to come back (sip-pbx.md, "socket
   * loss").
   *
   * @param client the connection, on its loop
   * @param departure whether it was lost, and what it heard
   */
  public void gone(Client client, Departure departure) {
    Optional<Identity> who = client.identity();
    Duration patience = reattach.get();
    Collection<ApiLeg> all = legs.of(client);
    all.stream().filter(leg -> !leg.isTalking()).forEach(this::end);
    boolean stays =
        departure.mayReturn()
            && !patience.isZero()
            && who.isPresent()
            && all.stream().anyMatch(ApiLeg::isTalking);
    if (stays) {
      Absent lost = new Absent(client, who.get(), departure.heard());
      absent.put(who.get().connection(), lost);
      client.schedule(patience, () -> forget(lost));
    } else {
      who.ifPresent(w -> service.sessions().connectionClosed(w.connection()));
      all.stream().filter(ApiLeg::isTalking).forEach(this::end);
    }
  }

  private void end(ApiLeg leg) {
    if (leg.state() != ApiLeg.State.OVER) {
      Signal last = last(leg);
      leg.state(ApiLeg.State.OVER);
      // The call may have ended meanwhile, which is what is wanted.
      service.calls().signal(leg.call, leg.leg, last).exceptionally(over -> null);
    }
    legs.remove(leg);
  }

  /** It has not come back. */
  private void forget(Absent lost) {
    if (absent.remove(lost.who().connection(), lost)) {
      service.sessions().connectionClosed(lost.who().connection());
      legs.of(lost.client()).forEach(this::end);
    }
  }

  /**
   * Whether the id of a connection is kept for another user.
   *
   * @param who wants it
   * @return false for whoever it is kept for
   */
  public boolean keepsForAnother(Identity who) {
    Absent lost = absent.get(who.connection());
    return lost != null && !lost.who().user().equals(who.user());
  }

  /**
   * A client has logged in; if its connection was lost in calls, they are this one's now.
   *
   * @param client the connection, on its loop
   * @param who it is
   * @return the calls that go on
   */
  public List<CallId> back(Client client, Identity who) {
    Absent lost = keepsForAnother(who) ? null : absent.remove(who.connection());
    if (lost == null) {
      return List.of();
    }
    List<CallId> calls = new ArrayList<>();
    for (ApiLeg before : legs.of(lost.client())) {
      if (before.isTalking()) {
        before.party.client(client);
        ApiLeg now = before.again();
        legs.add(now);
        before.session().ifPresent(s -> legs.session(now, s));
        // Whoever ends the call from now on finds the new part; before that the call has ended.
        if (service.calls().info(now.call).toCompletableFuture().isCompletedExceptionally()) {
          legs.remove(now);
        } else {
          calls.add(now.call);
        }
      }
      legs.remove(before);
    }
    lost.heard().entrySet().stream()
        .filter(e -> e.getKey().eventClass().filter("media"::equals).isPresent())
        .filter(e -> e.getKey().objId().isPresent())
        .forEach(e -> service.events().subscribe(client, e.getKey(), e.getValue()));
    return calls;
  }

  private static Signal last(ApiLeg leg) {
    if (leg.isCaller()) {
      return new Signal.HangUp(Failure.of(Reason.CALLER_STOPPED));
    }
    Failure failure = Failure.of(Reason.CALLEE_STOPPED);
    return leg.state() == ApiLeg.State.INVITED
        ? new Signal.Rejected(failure)
        : new Signal.HangUp(failure);
  }
}
