package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SdpWriter;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.sdp.TrickleIce;
import io.jackfield.gateway.session.SessionState.Collecting;
import io.jackfield.gateway.session.SessionState.Source;
import io.jackfield.gateway.signal.Description;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Candidates of a session (RFC 8838, RFC 8840; media-session.md "Trickle ICE"): passed on one by
 * one, or collected into a description that is held back for them.
 */
final class Candidates {

  /** More candidates than any client has; what comes beyond is dropped, not kept. */
  private static final int MAX_EARLY = 128;

  private Candidates() {}

  static void hold(SessionDraft d, Source source, Description description, long token) {
    boolean client = source == Source.CLIENT_OFFER || source == Source.CLIENT_ANSWER;
    List<TrickleCandidate> known = client ? List.copyOf(d.early) : List.of();
    d.collecting = Optional.of(new Collecting(source, description, known, token));
    if (client) {
      d.early.clear();
    }
    if (client && d.earlyEnd) {
      d.earlyEnd = false;
      consolidate(d);
      return;
    }
    d.start(
        TimerKey.of(client ? TimerKey.Kind.CLIENT_CANDIDATES : TimerKey.Kind.ENGINE_CANDIDATES),
        d.options.trickleTimeout());
  }

  /** End of candidates or time is up: the held description goes on with what was collected. */
  static void consolidate(SessionDraft d) {
    if (d.collecting.isEmpty()) {
      return;
    }
    Collecting c = d.collecting.get();
    d.collecting = Optional.empty();
    d.cancel(TimerKey.of(TimerKey.Kind.CLIENT_CANDIDATES));
    d.cancel(TimerKey.of(TimerKey.Kind.ENGINE_CANDIDATES));
    SessionDescription parsed = OfferAnswer.parse(c.description());
    if (c.candidates().isEmpty() && !TrickleIce.hasCandidates(parsed)) {
      Failure none = Failure.of(Reason.NO_ICE_CANDIDATES);
      d.fail(c.token(), none);
      d.tell(new SessionNotice.Refused(none));
      SessionStep.end(d, none);
      return;
    }
    Description whole =
        c.description()
            .withSdp(SdpWriter.write(TrickleIce.complete(parsed, c.candidates())), false);
    switch (c.source()) {
      case CLIENT_OFFER ->
          OfferAnswer.takeClientOffer(d, c.token(), whole, d.deferAnswer, d.codecPeer);
      case CLIENT_ANSWER -> OfferAnswer.takeClientAnswer(d, c.token(), whole);
      case ENGINE_OFFER -> {
        OfferAnswer.setFinalOffer(d, whole);
        d.tell(new SessionNotice.OfferReady(whole));
      }
      case ENGINE_ANSWER -> {
        OfferAnswer.setFinalAnswer(d, whole);
        d.tell(new SessionNotice.AnswerReady(whole));
      }
    }
  }

  static void fromClient(SessionDraft d, long token, Optional<TrickleCandidate> candidate) {
    SdpKind kind = d.offer.map(Description::kind).orElse(d.options.kind());
    if (kind == SdpKind.RTP && d.offer.isPresent()) {
      d.fail(token, Reason.INVALID_OPERATION);
      return;
    }
    d.succeed(token);
    boolean holding =
        d.collecting
            .filter(c -> c.source() == Source.CLIENT_OFFER || c.source() == Source.CLIENT_ANSWER)
            .isPresent();
    if (holding) {
      collect(d, candidate);
    } else if (d.engine.isEmpty()) {
      d.tell(new SessionNotice.FromClient(candidate));
      keepOrPass(d, candidate, d.peer().isPresent());
    } else {
      keepOrPass(d, candidate, d.legReady);
    }
  }

  private static void keepOrPass(
      SessionDraft d, Optional<TrickleCandidate> candidate, boolean pass) {
    if (pass) {
      passOn(d, candidate);
    } else if (candidate.isEmpty()) {
      d.earlyEnd = true;
    } else if (d.early.size() < MAX_EARLY) {
      d.early.add(candidate.get());
    }
  }

  private static void collect(SessionDraft d, Optional<TrickleCandidate> candidate) {
    if (candidate.isEmpty()) {
      consolidate(d);
      return;
    }
    Collecting c = d.collecting.orElseThrow();
    List<TrickleCandidate> all = new ArrayList<>(c.candidates());
    all.add(candidate.get());
    d.collecting = Optional.of(new Collecting(c.source(), c.description(), all, c.token()));
  }

  static void fromEngine(SessionDraft d, Optional<TrickleCandidate> candidate) {
    boolean holding =
        d.collecting
            .filter(c -> c.source() == Source.ENGINE_OFFER || c.source() == Source.ENGINE_ANSWER)
            .isPresent();
    if (holding) {
      collect(d, candidate);
    } else {
      forClient(d, candidate);
    }
  }

  static void forClient(SessionDraft d, Optional<TrickleCandidate> candidate) {
    if (candidate.isPresent()) {
      d.publish("candidate", body(candidate.get()));
    } else {
      d.publish("candidate_end", Map.of());
    }
    d.tell(new SessionNotice.ForClient(candidate));
  }

  /** Hands over what came before the engine could take it. */
  static void flushEarly(SessionDraft d) {
    d.early.forEach(c -> passOn(d, Optional.of(c)));
    d.early.clear();
    if (d.earlyEnd) {
      d.earlyEnd = false;
      passOn(d, Optional.empty());
    }
  }

  /** To whoever consumes this client's candidates: the engine, else the linked session. */
  private static void passOn(SessionDraft d, Optional<TrickleCandidate> candidate) {
    if (d.engine.isEmpty()) {
      d.peer()
          .ifPresent(
              p ->
                  d.emit(
                      new SessionEffect.ToSession(p, new SessionInput.LinkedCandidate(candidate))));
    } else if (candidate.isPresent()) {
      d.emit(new SessionEffect.LegAddCandidate(candidate.get()));
    } else {
      d.emit(new SessionEffect.LegEndCandidates());
    }
  }

  static Map<String, Object> body(TrickleCandidate candidate) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sdpMid", candidate.mid().orElse(""));
    body.put("sdpMLineIndex", candidate.index().orElse(0));
    body.put("candidate", candidate.candidate().write());
    return body;
  }
}
