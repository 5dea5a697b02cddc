package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.stack.InboundRequest;
import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;
import java.util.Optional;

/**
 * Offers within a call, by re-INVITE (RFC 3261 14) or UPDATE (RFC 3311). One at a time. What only
 * refreshes, holds or resumes is answered here; anything else is for the gateway to answer. A
 * refused offer leaves the session as it was.
 */
final class Renegotiation {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final Leg leg;
  private InboundRequest pending;
  private String pendingOffer;
  private Loop.Timer deadline;
  private Resender resender;
  private boolean held;
  private String accepted = "";

  Renegotiation(Leg leg) {
    this.leg = leg;
  }

  /** Whether an offer of the peer is not settled. */
  boolean busy() {
    return pending != null || resender != null;
  }

  /** Whether this is the re-INVITE we accepted last: the stack forgets it with the 2xx. */
  boolean isRepeated(InboundRequest request) {
    return request.method().equals("INVITE") && request.branch().equals(accepted);
  }

  void request(InboundRequest request) {
    if (leg.inDialog().ownOffers().pending()) {
      // RFC 3261 14.2: ours and theirs crossed.
      request.reply(491);
      return;
    }
    if (SessionTimer.refuse(request, leg.context().minSessionExpires())) {
      return;
    }
    if (!leg.established() || pending != null || resender != null) {
      // RFC 3261 14.2: a second offer before the first is settled.
      SIPResponse busy = Headers.tagged(request.response(500));
      request.send(Headers.set(busy, "Retry-After", "1"));
      return;
    }
    SIPRequest message = request.request();
    leg.dialog().refresh(message);
    Optional<String> offer = Headers.sdp(message);
    byte[] body = message.getRawContent();
    if (offer.isEmpty() && body != null && body.length > 0) {
      SIPResponse unsupported = Headers.tagged(request.response(415));
      request.send(Headers.set(unsupported, "Accept", "application/sdp"));
      return;
    }
    if (offer.isEmpty()) {
      // A refresh: an UPDATE wants no body, a re-INVITE our offer, which is what we said last.
      accept(request, request.method().equals("INVITE") ? leg.localSdp() : Optional.empty());
      return;
    }
    Optional<String> answer =
        leg.localSdp()
            .flatMap(
                ours ->
                    leg.remoteSdp()
                        .flatMap(theirs -> SdpHold.answer(offer.get(), theirs, ours, wanted())));
    if (answer.isPresent()) {
      leg.descriptions(answer.get(), offer.get());
      accept(request, answer);
      hold(offer.get());
      return;
    }
    pending = request;
    pendingOffer = offer.get();
    deadline = leg.loop().schedule(ANSWER_WITHIN, () -> refuse(Failure.of(Reason.TIMEOUT)));
    if (request.method().equals("INVITE")) {
      request.reply(100);
    }
    leg.tell(new Signal.Reoffer(Description.of(offer.get(), leg.kind())));
  }

  /** While the other side holds the call our media goes out only, whatever the peer would like. */
  private Direction wanted() {
    return leg.inDialog().ownOffers().holding() ? Direction.SENDONLY : Direction.SENDRECV;
  }

  /** The gateway's word on the offer it was given. */
  void reanswer(Signal.Reanswer outcome) {
    if (pending == null) {
      return;
    }
    Optional<String> sdp = outcome.answer().flatMap(Description::sdp);
    if (sdp.isEmpty()) {
      refuse(outcome.failure().orElse(Failure.of(Reason.NOT_ACCEPTABLE)));
      return;
    }
    InboundRequest request = pending;
    String offer = pendingOffer;
    leg.descriptions(sdp.get(), offer);
    settle();
    leg.inDialog().ownOffers().overwritten();
    accept(request, sdp);
    hold(offer);
  }

  /** Tells the gateway when the peer holds the call or takes it back. */
  private void hold(String offer) {
    boolean now = SdpHold.holds(offer);
    if (now != held) {
      held = now;
      leg.tell(now ? SdpHold.hold(offer) : new Signal.Unhold());
    }
  }

  private void refuse(Failure why) {
    if (pending == null) {
      return;
    }
    InboundRequest request = pending;
    settle();
    SIPResponse refused = Headers.tagged(request.response(488));
    request.send(Reasons.warn(refused, why, leg.context().domain()));
    leg.inDialog().ownOffers().tellHolding();
  }

  private void settle() {
    pending = null;
    pendingOffer = null;
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }

  private void accept(InboundRequest request, Optional<String> sdp) {
    SIPResponse response = Headers.allow(request.response(200));
    leg.inDialog().timer().accept(request.request(), response);
    Addresses.contact(response, request.flow().listening());
    sdp.ifPresent(text -> Headers.sdp(response, text));
    if (!request.send(response)) {
      return;
    }
    if (!request.method().equals("INVITE")) {
      leg.inDialog().ownOffers().tellHolding();
      return;
    }
    accepted = request.branch();
    resender =
        Resender.start(
            leg.loop(),
            () -> {
              leg.context().layer().countRetransmission();
              leg.context().layer().sendStateless(response, request.flow());
            },
            () -> {
              resender = null;
              // RFC 3261 14.2: no ACK for the 2xx ends the dialog.
              leg.tell(new Signal.HangUp(Failure.of(Reason.SIP_REPLY_ERROR)));
              leg.bye(Failure.of(Reason.SIP_REPLY_ERROR));
            });
  }

  void acknowledged() {
    stopResending();
    leg.inDialog().ownOffers().tellHolding();
  }

  private void stopResending() {
    if (resender != null) {
      resender.stop();
      resender = null;
    }
  }

  /** The leg is over: an offer still open is refused, so that its transaction ends too. */
  void stop() {
    stopResending();
    if (pending != null) {
      InboundRequest request = pending;
      settle();
      request.reply(487);
    }
  }
}
