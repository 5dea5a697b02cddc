package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.header.extensions.SessionExpires;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.message.OptionTags;
import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;

/**
 * The session timer of one leg (RFC 4028): refreshes the session at half its interval if that is
 * our part, and ends the leg if nobody refreshed it in time.
 */
final class SessionTimer {

  private static final String US_AS_SERVER = "uas";
  private static final String US_AS_CLIENT = "uac";
  private static final int MARGIN = 32;

  private final Leg leg;
  private int interval;
  private boolean ours;
  private boolean peerUpdates;
  private Loop.Timer refresh;
  private Loop.Timer expiry;

  SessionTimer(Leg leg) {
    this.leg = leg;
  }

  /** Whether the peer takes UPDATE, as it last said. */
  boolean peerUpdates() {
    return peerUpdates;
  }

  /** Notes what a message says about its sender. */
  void learn(SIPMessage message) {
    if (Headers.value(message, "Allow").isPresent()) {
      peerUpdates = OptionTags.allows(message, "UPDATE");
    }
  }

  /**
   * Whether a request asks for too short an interval; it is refused with 422 then, which only
   * clients that know the extension can take (RFC 4028 9).
   */
  static boolean refuse(io.jackfield.signaling.sip.stack.InboundRequest request, int least) {
    SIPRequest message = request.request();
    if (!(message.getHeader("Session-Expires") instanceof SessionExpires wanted)
        || wanted.getExpires() >= least
        || !OptionTags.supports(message, OptionTags.TIMER)) {
      return false;
    }
    SIPResponse tooSmall = Headers.tagged(request.response(422, "Session Interval Too Small"));
    request.send(Headers.set(tooSmall, "Min-SE", Integer.toString(least)));
    return true;
  }

  /**
   * Agrees on a timer in the 2xx to an INVITE or UPDATE of the peer. The peer refreshes if it can
   * and does not leave it to us; a peer that knows no timers is refreshed by us.
   */
  void accept(SIPRequest request, SIPResponse response) {
    learn(request);
    boolean able = OptionTags.supports(request, OptionTags.TIMER);
    int wanted =
        request.getHeader("Session-Expires") instanceof SessionExpires header
            ? Math.max(header.getExpires(), leg.context().minSessionExpires())
            : leg.context().sessionExpires();
    String part =
        request.getHeader("Session-Expires") instanceof SessionExpires header
                && able
                && !US_AS_SERVER.equalsIgnoreCase(header.getRefresher())
            ? US_AS_CLIENT
            : US_AS_SERVER;
    if (wanted <= 0) {
      stop();
      return;
    }
    if (able) {
      Headers.set(response, "Require", OptionTags.TIMER);
    }
    Headers.set(response, "Session-Expires", wanted + ";refresher=" + part);
    start(wanted, part.equals(US_AS_SERVER));
  }

  /**
   * Takes what a 2xx to an INVITE or UPDATE of ours agrees on.
   *
   * @param asked whether we asked for a timer; else only a running one goes on
   */
  void agreed(SIPResponse response, boolean asked) {
    learn(response);
    if (response.getHeader("Session-Expires") instanceof SessionExpires header
        && header.getExpires() > 0) {
      start(header.getExpires(), !US_AS_SERVER.equalsIgnoreCase(header.getRefresher()));
    } else if (asked && leg.context().sessionExpires() > 0) {
      // RFC 4028 7.2: the peer knows no timers; we may still look after it.
      start(leg.context().sessionExpires(), true);
    }
  }

  private void start(int seconds, boolean byUs) {
    stop();
    interval = seconds;
    ours = byUs;
    if (ours) {
      refresh = leg.loop().schedule(Duration.ofSeconds(seconds / 2), this::refreshNow);
    }
    // RFC 4028 10: the one who does not refresh gives up a little before the end.
    int patience = ours ? seconds : seconds - Math.min(MARGIN, seconds / 3);
    expiry = leg.loop().schedule(Duration.ofSeconds(patience), this::expired);
  }

  private void refreshNow() {
    refresh = null;
    if (!leg.over()) {
      leg.inDialog().ownOffers().refresh(interval, peerUpdates);
    }
  }

  private void expired() {
    expiry = null;
    if (!leg.over()) {
      leg.tell(new Signal.HangUp(Failure.of(Reason.SESSION_TIMEOUT)));
      leg.bye(Failure.of(Reason.SESSION_TIMEOUT));
    }
  }

  void stop() {
    if (refresh != null) {
      refresh.cancel();
      refresh = null;
    }
    if (expiry != null) {
      expiry.cancel();
      expiry = null;
    }
  }
}
