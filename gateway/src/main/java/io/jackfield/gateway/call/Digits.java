package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.signal.Signal;
import java.util.Map;
import java.util.Optional;

/**
 * Digits (sip-pbx.md, "DTMF"): one event {@code dtmf} a digit, whatever way it came; on to the
 * other side the way that side understands.
 */
final class Digits {

  private static final String ALL = "0123456789*#ABCD";

  private Digits() {}

  /** A party said a digit in its signalling. */
  static void said(CallDraft d, long token, LegId leg, char said) {
    char digit = Character.toUpperCase(said);
    if (ALL.indexOf(digit) < 0) {
      d.fail(token, Failure.of(Reason.INVALID_VALUE, "digit"));
    } else if (!d.talks(leg) || !connected(d)) {
      d.fail(token, Failure.of(Reason.INVALID_STATE));
    } else {
      d.succeed(token);
      d.sessionOf(leg).ifPresent(s -> d.toSession(s, new SessionInput.SaidDigit(digit)));
      publish(d, leg, digit);
      d.otherSide(leg).ifPresent(other -> pass(d, other, digit, false));
    }
  }

  /** A digit came in a leg's media; the engine has passed it on to whoever takes it there. */
  static void heard(CallDraft d, LegId leg, char digit) {
    if (d.talks(leg) && connected(d)) {
      publish(d, leg, digit);
      d.otherSide(leg).ifPresent(other -> pass(d, other, digit, true));
    }
  }

  /** An announcement may ask for digits before anybody answers. */
  private static boolean connected(CallDraft d) {
    return d.phase == CallState.Phase.UP || d.early.filter(Early::heard).isPresent();
  }

  private static void publish(CallDraft d, LegId leg, char digit) {
    d.publish("dtmf", Map.of("digit", String.valueOf(digit), "by", d.side(leg)));
  }

  private static void pass(CallDraft d, LegId to, char digit, boolean relayed) {
    Optional<SessionId> session = d.media == CallMedia.LINKED ? Optional.empty() : d.sessionOf(to);
    if (session.isPresent()) {
      d.toSession(session.get(), new SessionInput.PassDigit(digit, relayed));
    } else if (!relayed) {
      d.deliver(to, new Signal.Dtmf(digit));
    }
  }
}
