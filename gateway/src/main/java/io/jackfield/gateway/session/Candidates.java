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
    boolean own = source == clientsOwn(d);
    List<TrickleCandidate> known = own ? List.copyOf(d.early) : List.of();
    d.collecting = Optional.of(new Collecting(source, description, known, token));
    if (own) {
      d.early.clear();
    }
    if (own && d.earlyEnd) {
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
    if (c.source() == Source.CLIENT_OFFER || c.source() == Source.CLIENT_ANSWER) {
      d.settled.add(c.source());
    }
    Description whole =
        c.description()
            .withSdp(SdpWriter.write(TrickleIce.complete(parsed, c.candidates())), false);
    switch (c.source()) {
      case CLIENT_OFFER ->
          OfferAnswer.takeClientOffer(d, c.token(), whole, d.deferAnswer, d.codecPeer);
      case CLIENT_ANSWER -> OfferAnswer.takeClientAnswer(d, c.token(), whole);
      case ENGINE_OFFER -> {
        Settlement.offer(d, whole);
        d.succeed(c.token(), whole);
        d.tell(new SessionNotice.OfferReady(whole));
      }
      case ENGINE_ANSWER -> {
        Settlement.answer(d, whole);
        d.succeed(c.token(), whole);
        d.tell(new SessionNotice.AnswerReady(whole));
      }
    }
  }

  static void fromClient(SessionDraft d, long token, Optional<TrickleCandidate> candidate) {
    if (clientKind(d).filter(k -> k == SdpKind.RTP).isPresent()) {
      d.fail(token, Reason.INVALID_OPERATION);
      return;
    }
    d.succeed(token);
    Source own = clientsOwn(d);
    // Two clients that share a session without a link are not told apart.
    boolean shared = d.engine.isEmpty() && d.peer().isEmpty() && !d.presented;
    if (holding(d, own) || shared && holding(d, Source.CLIENT_OFFER, Source.CLIENT_ANSWER)) {
      collect(d, candidate);
    } else if (d.settled.contains(own)) {
      // They are in the description already, or come too late for it.
      return;
    } else if (d.engine.isEmpty()) {
      d.tell(new SessionNotice.FromClient(candidate));
      keepOrPass(d, candidate, d.peer().isPresent());
    } else {
      keepOrPass(d, candidate, d.legReady);
    }
  }

  /** The kind of description this session's client has, once that is known. */
  private static Optional<SdpKind> clientKind(SessionDraft d) {
    if (d.proxy.isPresent()) {
      return d.proxy.map(p -> p.callerOffer().kind());
    }
    boolean offering = d.engine.isPresent() && !d.clientOffered;
    return d.collecting
        .map(c -> c.description().kind())
        .or(() -> d.offer.map(Description::kind))
        .or(() -> offering ? Optional.of(d.options.kind()) : Optional.empty());
  }

  /** Which description this session's client makes. */
  private static Source clientsOwn(SessionDraft d) {
    boolean answers = d.engine.isPresent() ? !d.clientOffered : d.presented;
    return answers ? Source.CLIENT_ANSWER : Source.CLIENT_OFFER;
  }

  private static boolean holding(SessionDraft d, Source... sources) {
    return d.collecting.filter(c -> List.of(sources).contains(c.source())).isPresent();
  }

  /**
   * From the client of the linked session: its candidates belong to the description that this
   * session presents to its own client, which may be held for them.
   */
  static void fromLinked(SessionDraft d, Optional<TrickleCandidate> candidate) {
    Source theirs =
        clientsOwn(d) == Source.CLIENT_OFFER ? Source.CLIENT_ANSWER : Source.CLIENT_OFFER;
    if (holding(d, theirs)) {
      collect(d, candidate);
    } else if (!d.settled.contains(theirs)) {
      forClient(d, candidate);
    }
  }

  /** For the called party of a proxy, whose offer waits for them. */
  static void fromFarLeg(SessionDraft d, Optional<TrickleCandidate> candidate) {
    if (holding(d, Source.ENGINE_OFFER)) {
      collect(d, candidate);
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
    if (holding(d, Source.ENGINE_OFFER, Source.ENGINE_ANSWER) && !d.singleProxy()
        || holding(d, Source.ENGINE_ANSWER)) {
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
