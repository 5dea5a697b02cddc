package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.session.SessionState.Operation;
import io.jackfield.gateway.session.SessionState.Pending;
import io.jackfield.gateway.session.SessionState.ProxySide;
import io.jackfield.gateway.session.SessionState.Source;
import io.jackfield.gateway.signal.Description;
import java.util.Optional;

/**
 * A {@code proxy} on an engine that answers late (media-session.md, "proxy and bridge"): the
 * caller's offer is taken, a far leg of the same session makes the offer for the called party.
 *
 * <ul>
 *   <li>Single: the called party's answer comes by {@code set_answer}; then the caller is answered
 *       with the codecs agreed on, and both legs are joined.
 *   <li>Pair: a {@code bridge} session names the proxy as its peer; when its client has answered,
 *       the proxy's own answer is made and both are {@code bridge}. The far leg goes.
 * </ul>
 */
final class Proxies {

  private Proxies() {}

  /** The engine's name for a proxy's far leg. */
  private static SessionId farLeg(SessionId proxy) {
    return new SessionId(proxy.value() + "/far");
  }

  static void start(SessionDraft d, long token, Description offer, SessionDescription parsed) {
    d.proxy = Optional.of(new ProxySide(offer, false, false));
    long op = d.operation(Operation.SET_OFFER, token);
    d.emit(new SessionEffect.LegSetOffer(op, parsed));
  }

  /** The engine has the caller's offer: now the one for the called party. */
  static void offerTaken(SessionDraft d) {
    boolean answered = d.answer.isPresent() || d.busy(OfferAnswer.ANSWERING);
    if (answered || !(d.type.orElse(null) instanceof LegType.Proxy type)) {
      // A bridge session was faster than the engine's word on the offer.
      return;
    }
    long op = d.operation(Operation.FAR_OFFER, 0);
    d.emit(
        new SessionEffect.OnFarLeg(
            farLeg(d.id),
            new SessionEffect.LegCreateOffer(
                op, new LegType.Park(), type.far(), Optional.of(d.id), false)));
  }

  static void farOffered(SessionDraft d, Description made, boolean trickles) {
    // What the caller said of itself travels on with the offer made from it.
    Description offer =
        new Description(
            made.sdp(),
            made.kind(),
            made.trickle(),
            made.backend(),
            d.proxy.orElseThrow().callerOffer().extra());
    if (trickles) {
      // Candidate events of the session are the caller's; so this offer comes complete.
      Candidates.hold(d, Source.ENGINE_OFFER, offer, 0);
    } else {
      Settlement.offer(d, offer);
      d.tell(new SessionNotice.OfferReady(offer));
    }
  }

  static void takeAnswer(SessionDraft d, long token, Description answer) {
    long op =
        d.operation(
            new Pending(
                Operation.FAR_ANSWER,
                token,
                Optional.empty(),
                Optional.of(answer),
                MediaUpdate.NONE));
    d.emit(
        new SessionEffect.OnFarLeg(
            farLeg(d.id), new SessionEffect.LegSetAnswer(op, OfferAnswer.parse(answer))));
  }

  /** The called party's side stands: the caller gets an answer with what it agreed on. */
  static void farAnswered(SessionDraft d, Pending done) {
    Description callerOffer = d.proxy.orElseThrow().callerOffer();
    d.proxy = Optional.of(new ProxySide(callerOffer, false, true));
    SessionId far = farLeg(d.id);
    OfferAnswer.answerNow(
        d, done.token(), new LegType.Bridge(far), OfferAnswer.parse(callerOffer), Optional.of(far));
  }

  /** The caller's answer is made: the far leg is joined to it. */
  static void join(SessionDraft d) {
    LegType.Bridge here = new LegType.Bridge(d.id);
    long op = d.operation(Operation.FAR_JOIN, 0);
    d.emit(new SessionEffect.OnFarLeg(farLeg(d.id), new SessionEffect.LegSetType(op, here)));
  }

  /** A bridge session has been made for this proxy: it is the far side from now on. */
  static void bridgeComing(SessionDraft d) {
    if (d.singleProxy() && d.answer.isEmpty() && !d.busy(OfferAnswer.ANSWERING)) {
      d.proxy = Optional.of(new ProxySide(d.proxy.get().callerOffer(), true, false));
    }
  }

  /**
   * The bridge session's client has answered.
   *
   * @return false when this is no proxy that waits for it
   */
  static boolean bridged(SessionDraft d, SessionId bridge) {
    boolean waiting = d.proxy.filter(ProxySide::paired).isPresent() && d.answer.isEmpty();
    if (!waiting || d.busy(OfferAnswer.ANSWERING)) {
      return false;
    }
    OfferAnswer.answerNow(
        d,
        0,
        new LegType.Bridge(bridge),
        OfferAnswer.parse(d.proxy.get().callerOffer()),
        Optional.of(bridge));
    return true;
  }

  /** The proxy does something else now; what it had on its far side ends. */
  static void left(SessionDraft d) {
    if (d.singleProxy()) {
      d.emit(new SessionEffect.FarLegClose());
    }
    d.proxy = Optional.empty();
  }

  static void joinFailed(SessionDraft d, Failure failure) {
    SessionStep.end(d, failure.is(Reason.TIMEOUT) ? Failure.of(Reason.SESSION_FAILED) : failure);
  }
}
