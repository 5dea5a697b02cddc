package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.message.OptionTags;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.InboundRequest;
import io.jackfield.signaling.sip.stack.ResponseHandler;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests within a leg's dialog other than BYE, and the DTMF we send there. */
final class InDialogRequests {

  private static final Pattern SIGNAL =
      Pattern.compile("(?im)^\\s*Signal\\s*=\\s*([0-9A-D*#])\\s*$");
  private static final Pattern DIGIT = Pattern.compile("(?i)^\\s*([0-9A-D*#])\\s*$");

  /** Answers nobody waits for. */
  private static final ResponseHandler IGNORE =
      new ResponseHandler() {
        @Override
        public void response(SIPResponse response, Flow flow) {
          // A digit that was refused is lost; the call goes on.
        }

        @Override
        public void noResponse() {
          // As above.
        }
      };

  private final Leg leg;
  private final Renegotiation renegotiation;
  private final OwnOffers ownOffers;
  private final SessionTimer timer;
  private final Referral referral;

  /**
   * Makes one.
   *
   * @param calling whether we called the peer, and so made the Call-ID
   */
  InDialogRequests(Leg leg, boolean calling) {
    this.leg = leg;
    this.renegotiation = new Renegotiation(leg);
    this.ownOffers = new OwnOffers(leg, calling);
    this.timer = new SessionTimer(leg);
    this.referral = new Referral(leg);
  }

  Referral referral() {
    return referral;
  }

  OwnOffers ownOffers() {
    return ownOffers;
  }

  SessionTimer timer() {
    return timer;
  }

  /** What the gateway says to either kind of leg in the same way. */
  void heard(Signal signal) {
    if (signal instanceof Signal.Reanswer reanswer) {
      renegotiation.reanswer(reanswer);
    } else if (signal instanceof Signal.Dtmf dtmf) {
      sendDigit(dtmf.digit());
    } else if (signal instanceof Signal.TransferState state) {
      referral.heard(state);
    } else if (signal instanceof Signal.Hold) {
      ownOffers.hold(true);
    } else if (signal instanceof Signal.Unhold) {
      ownOffers.hold(false);
    }
  }

  Renegotiation renegotiation() {
    return renegotiation;
  }

  void stop() {
    renegotiation.stop();
    ownOffers.stop();
    timer.stop();
    referral.stop();
  }

  void request(InboundRequest request) {
    switch (request.method()) {
      case "INVITE", "UPDATE" -> renegotiation.request(request);
      case "PRACK" -> leg.prack(request);
      case "INFO" -> info(request);
      case "REFER" -> referral.request(request);
      case "OPTIONS" -> request.send(capabilities(request));
      default -> request.send(Headers.allow(Headers.tagged(request.response(405))));
    }
  }

  /** The answer to OPTIONS (RFC 3261 11.2). */
  static SIPResponse capabilities(InboundRequest request) {
    SIPResponse response = Headers.allow(Headers.tagged(request.response(200)));
    Headers.set(response, "Supported", OptionTags.SUPPORTED);
    Headers.set(response, "Accept", "application/sdp, application/dtmf-relay, text/plain");
    return Headers.set(response, "Accept-Encoding", "identity");
  }

  private void info(InboundRequest request) {
    SIPRequest info = request.request();
    byte[] body = info.getRawContent();
    if (body == null || body.length == 0) {
      // RFC 6086 4.2.2: an INFO without a package and body is a harmless old habit.
      request.reply(200);
      return;
    }
    String text = new String(body, StandardCharsets.UTF_8);
    Optional<Character> digit;
    if (Headers.isType(info, "application", "dtmf-relay")) {
      digit = digit(SIGNAL, text);
    } else if (Headers.isType(info, "application", "dtmf")) {
      digit = digit(DIGIT, text).or(() -> digit(SIGNAL, text));
    } else {
      SIPResponse unsupported = Headers.tagged(request.response(415));
      request.send(Headers.set(unsupported, "Accept", "application/dtmf-relay, application/dtmf"));
      return;
    }
    if (digit.isEmpty()) {
      request.reply(400, "Bad DTMF Body");
      return;
    }
    request.reply(200);
    leg.tell(new Signal.Dtmf(digit.get()));
  }

  private static Optional<Character> digit(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? Optional.of(Character.toUpperCase(matcher.group(1).charAt(0)))
        : Optional.empty();
  }

  /** Sends a digit to a peer that wants them outside its media. */
  void sendDigit(char digit) {
    if (!leg.established()) {
      return;
    }
    SIPRequest info = leg.dialog().request("INFO");
    Headers.body(info, "application", "dtmf-relay", "Signal=" + digit + "\r\nDuration=160\r\n");
    leg.context().layer().send(info, leg.dialog().route(), IGNORE);
  }
}
