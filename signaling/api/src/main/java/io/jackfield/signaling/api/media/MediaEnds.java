package io.jackfield.signaling.api.media;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.event.Subscriber;
import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.api.command.Client;
import java.util.Map;
import java.util.Optional;

/** What ends with a connection, and what is forgotten with a call. */
public final class MediaEnds implements Subscriber {

  private final Service service;
  private final CallLegs legs;

  /**
   * Makes the rules of a service.
   *
   * @param service the service
   * @param legs who is in which call
   */
  public MediaEnds(Service service, CallLegs legs) {
    this.service = service;
    this.legs = legs;
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
   * refused (media-call.md, "Flow" 5 and 7).
   *
   * @param client the connection
   */
  public void gone(Client client) {
    client.identity().ifPresent(who -> service.sessions().connectionClosed(who.connection()));
    for (ApiLeg leg : legs.of(client)) {
      if (leg.state() != ApiLeg.State.OVER) {
        Signal last = last(leg);
        leg.state(ApiLeg.State.OVER);
        // The call may have ended meanwhile, which is what is wanted.
        service.calls().signal(leg.call, leg.leg, last).exceptionally(over -> null);
      }
      legs.remove(leg);
    }
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
