package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.SdpException;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.session.SessionState.Operation;
import io.jackfield.gateway.session.SessionState.Pending;
import io.jackfield.gateway.session.SessionState.Source;
import io.jackfield.gateway.signal.Description;
import java.util.Optional;
import java.util.Set;

/**
 * Offer, answer and candidates of a session (RFC 3264, RFC 8838; media-session.md "Trickle ICE").
 *
 * <p>The border where text becomes the model: a client's description is parsed and classified here,
 * once; the engine's is written in {@link EngineDescriptions}, once.
 */
final class OfferAnswer {

  /** Operations that bring the answer. */
  static final Set<Operation> ANSWERING =
      Set.of(Operation.CREATE_ANSWER, Operation.SET_ANSWER, Operation.FAR_ANSWER);

  private static final Set<Operation> STARTING =
      Set.of(
          Operation.CREATE_OFFER,
          Operation.SET_OFFER,
          Operation.FAR_OFFER,
          Operation.CREATE_ANSWER);

  private OfferAnswer() {}

  static boolean handle(SessionDraft d, SessionInput input) {
    if (input instanceof SessionInput.Create in) {
      create(d, in);
    } else if (input instanceof SessionInput.SetOffer in) {
      setOffer(d, in);
    } else if (input instanceof SessionInput.Become in) {
      become(d, in);
    } else if (input instanceof SessionInput.AnswerAs in) {
      answerAs(d, in);
    } else if (input instanceof SessionInput.SetAnswer in) {
      setAnswer(d, in.token(), in.answer());
    } else if (input instanceof SessionInput.LinkedAnswer in) {
      setAnswer(d, 0, in.answer());
    } else if (input instanceof SessionInput.CreateAnswer in) {
      createAnswer(d, in);
    } else if (input instanceof SessionInput.Reoffer in) {
      reoffer(d, in);
    } else if (input instanceof SessionInput.NewAnswer in) {
      Reoffers.newAnswer(d, in.answer());
    } else if (input instanceof SessionInput.OfferAgain) {
      Reoffers.offer(d);
    } else if (input instanceof SessionInput.AnswerAgain in) {
      Reoffers.answer(d, in.answer());
    } else if (input instanceof SessionInput.AwaitOffer in) {
      Settlement.await(d, in.token(), d.offer, d.waitingOffer);
    } else if (input instanceof SessionInput.AwaitAnswer in) {
      Settlement.await(d, in.token(), d.answer, d.waitingAnswer);
    } else if (input instanceof SessionInput.Candidate in) {
      Candidates.fromClient(d, in.token(), Optional.of(in.candidate()));
    } else if (input instanceof SessionInput.EndOfCandidates in) {
      Candidates.fromClient(d, in.token(), Optional.empty());
    } else if (input instanceof SessionInput.LinkedCandidate in) {
      Candidates.fromLinked(d, in.candidate());
    } else if (input instanceof SessionInput.FarCandidate in) {
      Candidates.fromFarLeg(d, in.candidate());
    } else if (input instanceof SessionInput.LegCandidate in) {
      Candidates.fromEngine(d, Optional.of(in.candidate()));
    } else if (input instanceof SessionInput.LegEndOfCandidates) {
      Candidates.fromEngine(d, Optional.empty());
    } else if (input instanceof SessionInput.LegDescribed in) {
      EngineDescriptions.described(d, in);
    } else {
      return false;
    }
    return true;
  }

  private static void create(SessionDraft d, SessionInput.Create in) {
    d.start(TimerKey.of(TimerKey.Kind.WAIT), d.options.timeouts().waiting());
    d.presented |= in.presented();
    d.options
        .master()
        .ifPresent(m -> d.emit(new SessionEffect.ToSession(m, new SessionInput.SlaveLinked(d.id))));
    d.type
        .filter(LegType.Bridge.class::isInstance)
        .map(t -> ((LegType.Bridge) t).peer())
        .ifPresent(
            p -> d.emit(new SessionEffect.ToSession(p, new SessionInput.BridgeComing(d.id))));
    Optional<Description> offer = d.options.offer();
    if (offer.isPresent()) {
      // A bad offer refuses the creation itself; what the engine says of it comes later.
      Optional<Description> checked = check(d, in.token(), offer.get());
      if (checked.isPresent()) {
        d.succeed(in.token());
        takeOrHold(d, 0, checked.get(), in.deferAnswer(), in.codecPeer());
        d.options
            .answer()
            .filter(a -> !d.phase.equals(Phase.CLOSING))
            .ifPresent(a -> setAnswer(d, 0, a));
      }
      return;
    }
    d.succeed(in.token());
    if (d.engine.isPresent()) {
      createOffer(d, 0, in.codecPeer());
    }
  }

  private static void createOffer(SessionDraft d, long token, Optional<SessionId> codecPeer) {
    long op = d.operation(Operation.CREATE_OFFER, token);
    d.emit(
        new SessionEffect.LegCreateOffer(
            op, d.type.orElseThrow(), d.options.kind(), codecPeer, d.options.keys()));
  }

  /** Nothing has been given and nothing is on its way. */
  private static boolean blank(SessionDraft d) {
    return d.offer.isEmpty() && d.collecting.isEmpty() && !d.busy(STARTING);
  }

  private static void become(SessionDraft d, SessionInput.Become in) {
    if (!blank(d) || d.options.type().isPresent()) {
      d.fail(in.token(), Reason.OFFER_ALREADY_SET);
      return;
    }
    Optional<Description> checked = Optional.empty();
    if (in.offer().isPresent()) {
      checked = check(d, in.token(), in.offer().get());
      if (checked.isEmpty()) {
        return;
      }
    }
    use(d, in.type(), in.engine());
    if (checked.isPresent()) {
      takeOrHold(d, in.token(), checked.get(), false, Optional.empty());
    } else {
      createOffer(d, in.token(), Optional.empty());
    }
  }

  private static void answerAs(SessionDraft d, SessionInput.AnswerAs in) {
    if (d.offer.isEmpty()) {
      d.fail(in.token(), Reason.OFFER_NOT_SET);
    } else if (d.answer.isPresent() || d.collecting.isPresent() || d.busy(ANSWERING)) {
      d.fail(in.token(), Reason.ANSWER_ALREADY_SET);
    } else if (d.options.type().isPresent()) {
      d.fail(in.token(), Reason.INVALID_OPERATION);
    } else {
      use(d, in.type(), in.engine());
      d.clientOffered = true;
      answerNow(d, in.token(), in.type(), parse(d.offer.get()), Optional.empty());
    }
  }

  private static void use(SessionDraft d, LegType type, EngineFacts engine) {
    d.engine = Optional.of(engine);
    d.type = Optional.of(type);
    d.emit(new SessionEffect.UseEngine(engine));
  }

  private static void setOffer(SessionDraft d, SessionInput.SetOffer in) {
    if (!blank(d) || d.engine.isPresent()) {
      d.fail(in.token(), Reason.OFFER_ALREADY_SET);
    } else {
      check(d, in.token(), in.offer())
          .ifPresent(o -> takeOrHold(d, in.token(), o, false, Optional.empty()));
    }
  }

  private static void takeOrHold(
      SessionDraft d, long token, Description offer, boolean defer, Optional<SessionId> codecPeer) {
    d.clientOffered = true;
    boolean mustHold =
        d.options.noOfferTrickle() || d.engine.filter(e -> !e.takesTrickle()).isPresent();
    if (offer.trickle() && mustHold) {
      d.deferAnswer = defer;
      d.codecPeer = codecPeer;
      Candidates.hold(d, Source.CLIENT_OFFER, offer, token);
    } else {
      takeClientOffer(d, token, offer, defer, codecPeer);
    }
  }

  static void takeClientOffer(
      SessionDraft d, long token, Description offer, boolean defer, Optional<SessionId> codecPeer) {
    SessionDescription parsed = parse(offer);
    if (d.engine.isPresent() && d.type.filter(LegType.Proxy.class::isInstance).isPresent()) {
      Proxies.start(d, token, offer, parsed);
      return;
    }
    Settlement.offer(d, offer);
    if (d.engine.isEmpty()) {
      d.succeed(token);
      d.tell(new SessionNotice.OfferTaken(offer));
      return;
    }
    if (defer) {
      long op = d.operation(Operation.SET_OFFER, token);
      d.emit(new SessionEffect.LegSetOffer(op, parsed));
    } else {
      answerNow(d, token, d.type.orElseThrow(), parsed, codecPeer);
    }
  }

  static void answerNow(
      SessionDraft d,
      long token,
      LegType type,
      SessionDescription offer,
      Optional<SessionId> codecPeer) {
    long op =
        d.operation(
            new Pending(
                Operation.CREATE_ANSWER,
                token,
                Optional.of(type),
                Optional.empty(),
                MediaUpdate.NONE));
    d.emit(new SessionEffect.LegCreateAnswer(op, type, offer, codecPeer));
  }

  private static void createAnswer(SessionDraft d, SessionInput.CreateAnswer in) {
    if (d.offer.isEmpty()) {
      d.fail(in.token(), Reason.OFFER_NOT_SET);
    } else if (d.answer.isPresent() || d.busy(ANSWERING)) {
      d.fail(in.token(), Reason.ANSWER_ALREADY_SET);
    } else {
      answerNow(d, in.token(), in.type(), parse(d.offer.get()), in.codecPeer());
    }
  }

  private static void setAnswer(SessionDraft d, long token, Description answer) {
    boolean makesItself = d.engine.isPresent() && d.clientOffered && !d.singleProxy();
    if (d.offer.isEmpty()) {
      d.fail(token, Reason.OFFER_NOT_SET);
    } else if (makesItself && d.answer.isEmpty()) {
      d.fail(token, Reason.INVALID_OPERATION);
    } else if (d.answer.isPresent() || d.collecting.isPresent() || d.busy(ANSWERING)) {
      d.fail(token, Reason.ANSWER_ALREADY_SET);
    } else if (makesItself) {
      d.fail(token, Reason.INVALID_OPERATION);
    } else {
      Optional<Description> checked = check(d, token, answer);
      if (checked.isPresent()) {
        boolean mustHold =
            d.options.noAnswerTrickle() || d.engine.filter(e -> !e.takesTrickle()).isPresent();
        if (checked.get().trickle() && mustHold) {
          Candidates.hold(d, Source.CLIENT_ANSWER, checked.get(), token);
        } else {
          takeClientAnswer(d, token, checked.get());
        }
      }
    }
  }

  static void takeClientAnswer(SessionDraft d, long token, Description answer) {
    if (d.engine.isEmpty()) {
      Settlement.answer(d, answer);
      d.succeed(token);
      d.tell(new SessionNotice.AnswerApplied(answer));
      return;
    }
    if (d.singleProxy()) {
      Proxies.takeAnswer(d, token, answer);
      return;
    }
    long op =
        d.operation(
            new Pending(
                Operation.SET_ANSWER,
                token,
                Optional.empty(),
                Optional.of(answer),
                MediaUpdate.NONE));
    d.emit(new SessionEffect.LegSetAnswer(op, parse(answer)));
  }

  static void answerApplied(SessionDraft d, Pending done) {
    d.legReady = true;
    Candidates.flushEarly(d);
    Description answer = done.description().orElseThrow();
    Settlement.answer(d, answer);
    d.succeed(done.token());
    d.tell(new SessionNotice.AnswerApplied(answer));
  }

  private static void reoffer(SessionDraft d, SessionInput.Reoffer in) {
    boolean busy =
        d.pending.values().stream().anyMatch(p -> p.operation() == Operation.RENEGOTIATE);
    if (d.engine.isEmpty() || d.phase != Phase.READY || busy) {
      Failure refused = Failure.of(busy ? Reason.INVALID_STATE : Reason.NOT_ACCEPTABLE);
      d.fail(in.token(), refused);
      d.tell(new SessionNotice.Reanswered(Optional.empty(), Optional.of(refused)));
      return;
    }
    Optional<SessionDescription> parsed = tryParse(in.offer());
    if (parsed.isEmpty()) {
      Failure refused = Failure.of(Reason.INVALID_SDP);
      d.fail(in.token(), refused);
      d.tell(new SessionNotice.Reanswered(Optional.empty(), Optional.of(refused)));
      return;
    }
    long op = d.operation(Operation.RENEGOTIATE, in.token());
    d.emit(new SessionEffect.LegRenegotiate(op, parsed.get()));
  }

  /** Refuses a description without SDP or with one that does not parse; settles its kind. */
  private static Optional<Description> check(SessionDraft d, long token, Description given) {
    if (given.sdp().isEmpty()) {
      refuse(d, token, Failure.of(Reason.MISSING_SDP));
      return Optional.empty();
    }
    try {
      SdpKind kind = SdpParser.parse(given.sdp().get()).kind();
      return Optional.of(
          new Description(
              given.sdp(),
              kind,
              given.trickle() && kind == SdpKind.WEBRTC,
              given.backend(),
              given.extra()));
    } catch (SdpException e) {
      refuse(d, token, e.failure());
      return Optional.empty();
    }
  }

  /** A bad description ends a session that was just made with it, and no other. */
  private static void refuse(SessionDraft d, long token, Failure failure) {
    d.fail(token, failure);
    if (d.offer.isEmpty() && d.options.offer().isPresent()) {
      SessionStep.end(d, failure);
    } else {
      d.tell(new SessionNotice.Refused(failure));
    }
  }

  private static Optional<SessionDescription> tryParse(Description description) {
    try {
      return description.sdp().map(SdpParser::parse);
    } catch (SdpException e) {
      return Optional.empty();
    }
  }

  static SessionDescription parse(Description checked) {
    return SdpParser.parse(checked.sdp().orElseThrow());
  }
}
