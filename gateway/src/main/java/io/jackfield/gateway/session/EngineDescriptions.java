package io.jackfield.gateway.session;

import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.sdp.SdpWriter;
import io.jackfield.gateway.session.SessionState.Pending;
import io.jackfield.gateway.session.SessionState.Source;
import io.jackfield.gateway.signal.Description;
import java.util.Map;
import java.util.Optional;

/** What an engine's descriptions become: offers and answers, of this session or of its far leg. */
final class EngineDescriptions {

  private EngineDescriptions() {}

  /** A leg operation has brought a description. */
  static void described(SessionDraft d, SessionInput.LegDescribed in) {
    Pending done = d.pending.remove(in.op());
    if (done == null) {
      return;
    }
    boolean trickles = d.engine.filter(EngineFacts::trickles).isPresent();
    Description description =
        new Description(
            Optional.of(SdpWriter.write(in.description())),
            in.description().kind(),
            trickles,
            d.engine.map(EngineFacts::backend),
            Map.of());
    switch (done.operation()) {
      case CREATE_OFFER -> {
        if (trickles && d.options.noOfferTrickle()) {
          Candidates.hold(d, Source.ENGINE_OFFER, description, done.token());
        } else {
          Settlement.offer(d, description);
          d.succeed(done.token(), description);
          d.tell(new SessionNotice.OfferReady(description));
        }
      }
      case FAR_OFFER -> Proxies.farOffered(d, description, trickles);
      case CREATE_ANSWER -> {
        d.legReady = true;
        answeredAs(d, done.type());
        Candidates.flushEarly(d);
        if (trickles && d.options.noAnswerTrickle()) {
          Candidates.hold(d, Source.ENGINE_ANSWER, description, done.token());
        } else {
          Settlement.answer(d, description);
          d.succeed(done.token(), description);
          d.tell(new SessionNotice.AnswerReady(description));
        }
      }
      case RENEGOTIATE -> {
        d.succeed(done.token(), description);
        d.tell(new SessionNotice.Reanswered(Optional.of(description), Optional.empty()));
      }
      case NEW_ANSWER -> {
        Description now = done.description().orElseThrow();
        d.answer = Optional.of(now);
        d.publish("answer", Map.of("answer", SessionInfo.body(now)));
        d.tell(new SessionNotice.AnswerApplied(now));
      }
      case REOFFER -> d.tell(new SessionNotice.Reoffered(description));
      default -> d.succeed(done.token());
    }
  }

  /** A proxy with a far leg of its own stays a proxy; one with a bridge session is a bridge now. */
  private static void answeredAs(SessionDraft d, Optional<LegType> type) {
    if (d.singleProxy()) {
      Proxies.join(d);
      return;
    }
    if (d.proxy.isPresent()) {
      d.emit(new SessionEffect.FarLegClose());
      d.typeInfo = Map.of("role", "master");
    }
    boolean changed = !type.equals(d.type);
    d.type = type;
    if (changed) {
      d.publish("type", SessionInfo.typeBody(d));
    }
  }
}
