package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.call.InviteGate;
import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.limit.Lease;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.message.OptionTags;
import io.jackfield.signaling.sip.stack.InboundRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leg of somebody who calls us (RFC 3261 13.3).
 *
 * <pre>
 *   PROCEEDING -- Accepted --> ANSWERED -- ACK --> CONFIRMED
 *       |  CANCEL, HangUp,        |  no ACK,          |  BYE either way
 *       v  connection lost        v  BYE              v
 *      OVER                      OVER                OVER
 * </pre>
 *
 * A BYE of ours before the ACK waits for it (RFC 3261 15).
 */
final class UasLeg extends Leg {

  private static final Logger LOG = LoggerFactory.getLogger(UasLeg.class);

  private static final String RETRY_AFTER_SECONDS = "5";

  private enum State {
    PROCEEDING,
    ANSWERED,
    CONFIRMED
  }

  private final InboundRequest invite;
  private final String inviteKey;
  private final ReliableResponses provisional;
  private State state = State.PROCEEDING;
  private CompletionStage<CallId> placed;
  private volatile LegId legId = LegId.CALLER;
  private boolean ringing;
  private boolean delayedOffer;
  private Lease lease = () -> {};
  private Resender resender;
  private Failure byeAfterAck;

  private UasLeg(LegContext context, InboundRequest invite, SdpKind kind, Dialog dialog) {
    super(context, kind, dialog.callId(), dialog.localTag(), false);
    this.invite = invite;
    this.provisional = new ReliableResponses(loop(), invite, this::neverPracked);
    this.inviteKey = LegTable.inviteKey(dialog.callId(), dialog.remoteTag());
    context.table().add(this, localTag());
    context.table().addInvite(inviteKey, this);
    dialog(dialog);
  }

  /**
   * Starts a leg: answers 100 and places the call.
   *
   * @param call the call without its offer's text, which the INVITE has
   * @param lease its place on the trunk it comes from
   */
  static void start(
      LegContext context,
      InboundRequest invite,
      Optional<String> offer,
      PlaceCall call,
      Lease lease) {
    Dialog dialog = Dialog.ofInvite(invite.request(), invite.flow());
    UasLeg leg = new UasLeg(context, invite, call.callerKind(), dialog);
    invite.reply(100);
    leg.lease = lease;
    leg.delayedOffer = offer.isEmpty();
    leg.descriptions(null, offer.orElse(null));
    leg.placed = leg.place(call);
    leg.placed.whenComplete((id, failure) -> leg.loop().execute(() -> leg.placed(id, failure)));
  }

  /**
   * Starts a leg that takes another one's place in its call (RFC 3891).
   *
   * @param offer what the INVITE has
   * @param place the place of the leg it replaces
   * @param info who comes
   */
  static void replace(
      LegContext context, InboundRequest invite, Description offer, Place place, PartyInfo info) {
    Dialog dialog = Dialog.ofInvite(invite.request(), invite.flow());
    UasLeg leg = new UasLeg(context, invite, offer.kind(), dialog);
    invite.reply(100);
    leg.descriptions(null, offer.sdp().orElseThrow());
    Destination itself =
        new Destination(
            "sip",
            info.number().orElse(""),
            offer.kind(),
            false,
            Duration.ZERO,
            Optional.empty(),
            leg);
    leg.placed =
        context
            .calls()
            .replace(place.call(), place.leg(), itself, info, offer)
            .thenApply(done -> place.call());
    leg.placed.whenComplete((id, failure) -> leg.loop().execute(() -> leg.placed(id, failure)));
  }

  /**
   * Somebody may have to be asked first, which takes its time; the caller may give up meanwhile.
   */
  private CompletionStage<CallId> place(PlaceCall call) {
    InviteGate gate = context().gate();
    return gate.held()
        ? gate.admit(call, invite.flow().shownRemote())
            .thenComposeAsync(
                admitted ->
                    over()
                        ? CompletableFuture.failedFuture(
                            FailureException.of(Reason.ORIGINATOR_CANCEL))
                        : context().calls().place(admitted, this),
                loop()::execute)
        : context().calls().place(call, this);
  }

  private void placed(CallId id, Throwable failure) {
    if (failure != null) {
      LOG.debug("Call from {} refused: {}", callId(), failure.getMessage());
      if (!over()) {
        refuse(failureOf(failure));
      }
    } else {
      LOG.debug("Leg {} is the caller of call {}", callId(), id);
    }
  }

  static Failure failureOf(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof FailureException known
        ? known.failure()
        : Failure.of(Reason.INTERNAL_ERROR);
  }

  /** Whether an INVITE is the one that made this leg, on whatever way. */
  boolean isSameRequest(InboundRequest other) {
    return other.request().getCSeq().getSeqNumber() == invite.request().getCSeq().getSeqNumber();
  }

  /** Whether a request has the branch of the INVITE that made this leg. */
  boolean isRepeated(InboundRequest other) {
    return other.branch().equals(invite.branch());
  }

  @Override
  void heard(CallId call, LegId leg, Signal signal) {
    if (signal instanceof Signal.Ringing) {
      ring();
    } else if (signal instanceof Signal.Accepted accepted) {
      answer(accepted.answer().flatMap(Description::sdp));
    } else if (signal instanceof Signal.HangUp hangUp) {
      inDialog().referral().afterwards(() -> end(hangUp.failure()));
    } else if (signal instanceof Signal.Cancel cancel) {
      end(cancel.failure());
    } else if (signal instanceof Signal.EarlyMedia media) {
      earlyMedia(media.answer().sdp());
    } else {
      inDialog().heard(signal);
    }
  }

  @Override
  CompletionStage<Void> ask(Signal signal) {
    return placed.thenCompose(id -> context().calls().signal(id, legId, signal));
  }

  @Override
  Optional<Place> place() {
    CompletableFuture<CallId> known = placed.toCompletableFuture();
    return known.isDone() && !known.isCompletedExceptionally()
        ? Optional.of(new Place(known.join(), legId))
        : Optional.empty();
  }

  @Override
  void at(LegId leg) {
    legId = leg;
  }

  @Override
  void moved(Place place) {
    placed = CompletableFuture.completedFuture(place.call());
    legId = place.leg();
  }

  @Override
  void tell(Signal signal) {
    ask(signal)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.debug("{} of leg {}: {}", signal, callId(), failure.getMessage());
              }
            });
  }

  private void ring() {
    if (state == State.PROCEEDING && !ringing) {
      ringing = true;
      provisional.send(tagged(Headers.allow(invite.response(180))), false);
    }
  }

  /** RFC 3960: what the callee's side plays before it answers. */
  private void earlyMedia(Optional<String> sdp) {
    if (state == State.PROCEEDING && sdp.isPresent() && !delayedOffer && localSdp().isEmpty()) {
      descriptions(sdp.get(), remoteSdp().orElse(null));
      SIPResponse progress = tagged(Headers.allow(invite.response(183)));
      provisional.send(Headers.sdp(progress, sdp.get()), true);
    }
  }

  /** The caller has a reliable provisional response (RFC 3262 3). */
  @Override
  void prack(InboundRequest prack) {
    if (!provisional.acknowledged(prack)) {
      prack.reply(481);
    }
  }

  private void neverPracked() {
    // RFC 3262 3: reject the INVITE with a 5xx.
    if (!over() && state == State.PROCEEDING) {
      tell(new Signal.HangUp(Failure.of(Reason.SIP_REPLY_ERROR)));
      refuse(Failure.of(Reason.TIMEOUT));
    }
  }

  /** Our tag and Contact make the early dialog (RFC 3261 12.1.1). */
  private SIPResponse tagged(SIPResponse response) {
    response.setToTag(localTag());
    return Addresses.contact(response, invite.flow().listening());
  }

  private void answer(Optional<String> sdp) {
    if (state != State.PROCEEDING) {
      return;
    }
    if (sdp.isEmpty()) {
      tell(new Signal.HangUp(Failure.of(Reason.MISSING_SDP)));
      refuse(Failure.of(Reason.MISSING_SDP));
      return;
    }
    // RFC 3262 5: what was answered reliably has to arrive before the call is answered.
    provisional.whenSettled(() -> accept(sdp.get()));
  }

  private void accept(String sdp) {
    if (over() || state != State.PROCEEDING) {
      return;
    }
    descriptions(sdp, remoteSdp().orElse(null));
    SIPResponse ok = tagged(Headers.allow(invite.response(200)));
    Headers.set(ok, "Supported", OptionTags.SUPPORTED);
    inDialog().timer().accept(invite.request(), ok);
    Headers.sdp(ok, sdp);
    state = State.ANSWERED;
    if (!invite.send(ok)) {
      tell(new Signal.HangUp(Failure.of(Reason.SIP_REPLY_ERROR)));
      finish();
      return;
    }
    resender =
        Resender.start(
            loop(),
            () -> {
              context().layer().countRetransmission();
              context().layer().sendStateless(ok, dialog().flow());
            },
            this::neverAcknowledged);
  }

  private void neverAcknowledged() {
    resender = null;
    if (byeAfterAck == null) {
      tell(new Signal.HangUp(Failure.of(Reason.SIP_REPLY_ERROR)));
    }
    bye(Failure.of(Reason.SIP_REPLY_ERROR));
  }

  private void end(Failure why) {
    switch (state) {
      case PROCEEDING -> refuse(why);
      case ANSWERED -> byeAfterAck = why;
      case CONFIRMED -> bye(why);
    }
  }

  private void refuse(Failure why) {
    SIPResponse response = invite.response(why.sipStatus());
    response.setToTag(localTag());
    if (response.getStatusCode() == 503) {
      // RFC 3261 21.5.4: without it a proxy may think that all of us is down.
      Headers.set(response, "Retry-After", RETRY_AFTER_SECONDS);
    } else if (response.getStatusCode() == 404) {
      context().misdialled().accept(invite.flow());
    }
    invite.send(Reasons.warn(response, why, context().domain()));
    finish();
  }

  /** The caller gives up (RFC 3261 9.2); the CANCEL itself has been answered. */
  void cancelled(SIPRequest cancel) {
    if (state == State.PROCEEDING && !over()) {
      withdraw(Reasons.of(cancel, Reason.SIP_CANCEL));
    }
  }

  private void withdraw(Failure why) {
    tell(new Signal.HangUp(why));
    SIPResponse terminated = invite.response(487);
    terminated.setToTag(localTag());
    invite.send(terminated);
    finish();
  }

  @Override
  boolean established() {
    return state != State.PROCEEDING;
  }

  @Override
  boolean acknowledged() {
    return state == State.CONFIRMED;
  }

  @Override
  void acknowledged(SIPRequest ack) {
    if (state != State.ANSWERED) {
      inDialog().renegotiation().acknowledged();
      return;
    }
    state = State.CONFIRMED;
    quiet();
    if (byeAfterAck != null) {
      bye(byeAfterAck);
    } else if (delayedOffer) {
      delayedAnswer(Headers.sdp(ack));
    }
    inDialog().ownOffers().tellHolding();
  }

  /** RFC 3261 13.2.1: our offer was in the 2xx, so the answer must be in the ACK. */
  private void delayedAnswer(Optional<String> answer) {
    if (answer.isEmpty()) {
      tell(new Signal.HangUp(Failure.of(Reason.SIP_NO_SDP)));
      bye(Failure.of(Reason.SIP_NO_SDP));
      return;
    }
    descriptions(localSdp().orElse(null), answer.get());
    tell(
        new Signal.Accepted(
            Optional.of(Description.of(answer.get(), kind())),
            PartyInfo.UNKNOWN,
            Optional.empty()));
  }

  @Override
  void byeReceived(Failure why) {
    if (state == State.PROCEEDING) {
      // RFC 3261 15: a caller may end an early dialog so.
      withdraw(why);
    } else {
      if (byeAfterAck == null) {
        tell(new Signal.HangUp(why));
      }
      finish();
    }
  }

  @Override
  void lostEarly() {
    tell(new Signal.HangUp(Failure.of(Reason.CALLER_STOPPED)));
    invite.drop();
    finish();
  }

  @Override
  void stopped() {
    lease.release();
    quiet();
  }

  /** Nothing is sent again. */
  private void quiet() {
    provisional.stop();
    if (resender != null) {
      resender.stop();
      resender = null;
    }
  }

  @Override
  void forget() {
    super.forget();
    context().table().removeInvite(inviteKey, this);
  }
}
