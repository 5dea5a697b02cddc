package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.signal.Signal;
import java.util.Map;
import java.util.Optional;

/**
 * Hold as state of the call (sip-pbx.md, "hold"): each side may hold on its own; both hear and send
 * again when neither does. Whoever is held is told, and events {@code hold} and {@code unhold} come
 * once a change.
 *
 * <p>A holder hears nothing unless it wants to; the other side hears what it plays, or silence.
 * Where no engine is between the two, their clients see to that themselves.
 */
final class Holding {

  private Holding() {}

  static void hold(CallDraft d, long token, LegId leg, Signal.Hold hold) {
    if (!talking(d) || !d.talks(leg)) {
      d.fail(token, Failure.of(Reason.INVALID_STATE));
      return;
    }
    d.succeed(token);
    Optional<Signal.Hold> before = Optional.ofNullable(d.holds.put(leg, hold));
    if (before.isEmpty() && d.phase == CallState.Phase.UP) {
      tell(d, leg, "hold", hold);
    }
    settle(d);
  }

  static void unhold(CallDraft d, long token, LegId leg) {
    if (!d.talks(leg) || !talking(d)) {
      d.fail(token, Failure.of(Reason.INVALID_STATE));
      return;
    }
    d.succeed(token);
    if (d.holds.remove(leg) != null && d.phase == CallState.Phase.UP) {
      tell(d, leg, "unhold", new Signal.Unhold());
    }
    settle(d);
  }

  /** The call is up: a hold that came while the sides were being joined holds from now on. */
  static void begin(CallDraft d) {
    d.holds.forEach((leg, hold) -> tell(d, leg, "hold", hold));
    settle(d);
  }

  private static boolean talking(CallDraft d) {
    return d.phase == CallState.Phase.UP
        || d.phase == CallState.Phase.JOINING
        || d.phase == CallState.Phase.CALLER_ANSWERS;
  }

  private static void tell(CallDraft d, LegId holder, String event, Signal signal) {
    d.publish(event, Map.of("by", d.side(holder)));
    d.otherSide(holder).ifPresent(other -> d.deliver(other, signal));
  }

  /** Each session is told whether its client holds and whether its media goes on to the other. */
  static void settle(CallDraft d) {
    if (d.phase != CallState.Phase.UP) {
      return;
    }
    settle(d, d.callerLeg);
    d.winner.ifPresent(leg -> settle(d, leg));
  }

  private static void settle(CallDraft d, LegId leg) {
    Optional<Signal.Hold> own = Optional.ofNullable(d.holds.get(leg));
    boolean heard = own.map(Signal.Hold::plays).orElse(true);
    boolean unheard =
        d.otherSide(leg).map(d.holds::get).filter(other -> !other.hears()).isPresent();
    d.sessionOf(leg)
        .ifPresent(
            session ->
                d.toSession(session, new SessionInput.Hold(own.isPresent(), unheard || !heard)));
  }
}
