package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.limit.Lease;
import io.jackfield.gateway.sdp.SdpException;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.signal.Description;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.stack.InboundRequest;
import io.jackfield.signaling.sip.trunk.Trunk;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Makes a call of an INVITE from outside, or refuses it (RFC 3261 8.2, 13.3). */
final class InboundCalls {

  private final LegContext context;
  private final BiPredicate<String, Integer> leadsToUs;

  InboundCalls(LegContext context, BiPredicate<String, Integer> leadsToUs) {
    this.context = context;
    this.leadsToUs = leadsToUs;
  }

  /**
   * Whether an INVITE has been here before; it is dealt with then.
   *
   * <p>RFC 3261 8.2.2.2: the same request by two ways is a merged one, 482. Our own INVITE coming
   * back is a loop, also 482.
   */
  boolean seenBefore(InboundRequest invite) {
    SIPRequest request = invite.request();
    String key = LegTable.inviteKey(invite.callId(), request.getFromTag());
    Optional<UasLeg> leg = context.table().invited(key).filter(l -> l.isSameRequest(invite));
    if (leg.isPresent()) {
      if (leg.get().isRepeated(invite)) {
        // Sent again after the stack forgot its transaction: the 2xx on its way answers it.
        invite.drop();
      } else {
        invite.reply(482);
      }
      return true;
    }
    if (context.table().find(request.getFromTag(), invite.callId()).isPresent()) {
      invite.reply(482);
      return true;
    }
    return false;
  }

  /**
   * Places the call of an INVITE.
   *
   * @param user who sent it, as authenticated
   */
  void place(InboundRequest invite, Optional<String> user) {
    place(invite, new Origin(user, Optional.empty()), () -> {});
  }

  /** Places the call of an INVITE that comes from a trunk. */
  void place(InboundRequest invite, Trunk trunk) {
    Optional<Lease> lease = trunk.take();
    if (lease.isEmpty()) {
      SIPResponse full = Headers.tagged(invite.response(503));
      invite.send(Headers.set(full, "Retry-After", "5"));
      return;
    }
    place(invite, new Origin(Optional.empty(), Optional.of(trunk)), lease.get());
  }

  private void place(InboundRequest invite, Origin origin, Lease lease) {
    if (!placed(invite, origin, lease)) {
      lease.release();
    }
  }

  /** Whether the INVITE became a leg; else it is answered. */
  private boolean placed(InboundRequest invite, Origin origin, Lease lease) {
    if (SessionTimer.refuse(invite, context.minSessionExpires())) {
      return false;
    }
    SIPRequest request = invite.request();
    if (!takesSdp(request)) {
      // RFC 3261 21.4.7: it wants no description for an answer.
      invite.reply(406);
      return false;
    }
    Optional<String> callee = origin.callee(request, leadsToUs);
    if (callee.isEmpty()) {
      context.misdialled().accept(invite.flow());
      invite.reply(404);
      return false;
    }
    byte[] body = request.getRawContent();
    Optional<String> said = Headers.sdp(request);
    Optional<String> offer = said.flatMap(origin::offer);
    if (said.isPresent() ? offer.isEmpty() : origin.needsKeys()) {
      // Where the trunk's media must be encrypted, an offer of ours would have no keys.
      SIPResponse refused = Headers.tagged(invite.response(488));
      invite.send(Reasons.warn(refused, Failure.of(Reason.NOT_ACCEPTABLE), context.domain()));
      return false;
    }
    if (body != null && body.length > 0 && offer.isEmpty()) {
      SIPResponse unsupported = Headers.tagged(invite.response(415));
      invite.send(Headers.set(unsupported, "Accept", "application/sdp"));
      return false;
    }
    SdpKind kind = invite.flow().kind().webSocket() ? SdpKind.WEBRTC : SdpKind.RTP;
    if (offer.isPresent()) {
      try {
        kind = SessionDescription.parse(offer.get()).kind();
      } catch (SdpException e) {
        SIPResponse refused = Headers.tagged(invite.response(488));
        Failure why = new Failure("invalid_sdp", 0, e.getMessage(), signalling());
        invite.send(Reasons.warn(refused, why, context.domain()));
        return false;
      }
    }
    SdpKind offerKind = kind;
    Optional<String> replaces = Headers.value(request, "Replaces");
    if (replaces.isPresent()) {
      Optional<Description> taken = offer.map(sdp -> Description.of(sdp, offerKind));
      replace(invite, origin, replaces.get(), taken);
      return false;
    }
    PlaceCall call =
        PlaceCall.of(
                "sip",
                callee.get(),
                offer.map(sdp -> Description.of(sdp, offerKind)),
                kind,
                origin.caller(request),
                Optional.empty())
            .from(origin.text());
    UasLeg.start(context, invite, offer, call, lease);
    return true;
  }

  private static boolean takesSdp(SIPRequest request) {
    return Headers.value(request, "Accept")
        .map(value -> value.toLowerCase(Locale.ROOT))
        .map(
            value ->
                value.isBlank()
                    || value.contains("application/sdp")
                    || value.contains("application/*")
                    || value.contains("*/*"))
        .orElse(true);
  }

  /**
   * A party that takes the place of one of our legs (RFC 3891 3): the one that comes back after its
   * connection was lost, or picks up what its own user talks at another phone.
   */
  private void replace(
      InboundRequest invite, Origin origin, String header, Optional<Description> offer) {
    Optional<DialogId> named = DialogId.of(header);
    Optional<Leg> leg = named.flatMap(id -> id.find(context.table())).filter(l -> !l.over());
    Optional<Leg.Place> place = leg.flatMap(Leg::place);
    if (named.isEmpty() || offer.isEmpty()) {
      invite.reply(400, named.isEmpty() ? "Bad Replaces" : "Replaces Without Offer");
    } else if (place.isEmpty() || !leg.get().established()) {
      invite.reply(481);
    } else if (named.get().earlyOnly()) {
      invite.reply(486);
    } else if (origin.trunk().isPresent() || !mayReplace(origin, leg.get())) {
      invite.reply(403);
    } else {
      UasLeg.replace(context, invite, offer.get(), place.get(), origin.caller(invite.request()));
    }
  }

  /** Without authentication the tags, which nobody can guess, are what a caller can prove. */
  private static boolean mayReplace(Origin origin, Leg leg) {
    return origin.user().isEmpty() || origin.user().equals(leg.dialog().remoteUser());
  }

  private static io.jackfield.gateway.failure.Signalling signalling() {
    return Reason.INVALID_SDP.signalling();
  }
}
