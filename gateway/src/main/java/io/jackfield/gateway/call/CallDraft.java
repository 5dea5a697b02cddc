package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.route.Route;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.store.TransferRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One step in the making: the next state, field by field, and the effects so far. */
final class CallDraft {

  final CallId id;
  final String service;
  final String backend;
  final PlaceCall options;
  final Instant now;
  CallState.Phase phase;
  CallMedia media;
  Optional<Route> route;
  String sessionBase;
  Optional<SessionId> callerSession;
  Optional<Description> callerOffer;
  Optional<Description> callerAnswer;
  final List<Optional<TrickleCandidate>> callerCandidates;
  LegId callerLeg;
  PartyInfo callerInfo;
  final Map<LegId, Branch> branches;
  int invited;
  Optional<Failure> lastFailure;
  Optional<LegId> winner;
  long acceptToken;
  Optional<Early> early;
  boolean callerAsked;
  boolean callerHears;
  boolean winnerReady;
  Optional<Transfer> transfer;
  final List<TransferRecord> transfers;
  final Map<LegId, Signal.Hold> holds;
  final Set<SessionId> sessions;
  final Map<SessionId, LegStats> stats;
  final Instant setup;
  Optional<Instant> answered;
  Optional<Failure> ending;
  String endedBy;
  Optional<Instant> endedAt;
  final Set<Long> waitingEnd;
  final List<CallEffect> effects = new ArrayList<>();

  CallDraft(CallState s, Instant now) {
    this.now = now;
    id = s.id();
    service = s.service();
    backend = s.backend();
    options = s.options();
    phase = s.phase();
    media = s.media();
    route = s.route();
    sessionBase = s.sessionBase();
    callerSession = s.callerSession();
    callerOffer = s.callerOffer();
    callerAnswer = s.callerAnswer();
    callerCandidates = new ArrayList<>(s.callerCandidates());
    callerLeg = s.callerLeg();
    callerInfo = s.callerInfo();
    branches = new LinkedHashMap<>(s.branches());
    invited = s.invited();
    lastFailure = s.lastFailure();
    winner = s.winner();
    acceptToken = s.acceptToken();
    early = s.early();
    callerAsked = s.callerAsked();
    callerHears = s.callerHears();
    winnerReady = s.winnerReady();
    transfer = s.transfer();
    transfers = new ArrayList<>(s.transfers());
    holds = new LinkedHashMap<>(s.holds());
    sessions = new LinkedHashSet<>(s.sessions());
    stats = new LinkedHashMap<>(s.stats());
    setup = s.setup();
    answered = s.answered();
    ending = s.ending();
    endedBy = s.endedBy();
    endedAt = s.endedAt();
    waitingEnd = new LinkedHashSet<>(s.waitingEnd());
  }

  CallState toState() {
    return new CallState(
        id,
        service,
        backend,
        options,
        phase,
        media,
        route,
        sessionBase,
        callerSession,
        callerOffer,
        callerAnswer,
        callerCandidates,
        callerLeg,
        callerInfo,
        branches,
        invited,
        lastFailure,
        winner,
        acceptToken,
        early,
        callerAsked,
        callerHears,
        winnerReady,
        transfer,
        transfers,
        holds,
        sessions,
        stats,
        setup,
        answered,
        ending,
        endedBy,
        endedAt,
        waitingEnd);
  }

  void emit(CallEffect effect) {
    effects.add(effect);
  }

  void deliver(LegId leg, Signal signal) {
    if (transfer.filter(t -> t.gone() && t.by().equals(leg)).isPresent()) {
      // The transferor has left and hears nothing more.
      return;
    }
    emit(new CallEffect.Deliver(leg, signal));
  }

  /** The end for a transferor that its media has left: nothing else reaches it any more. */
  void deliverLast(LegId leg, Signal signal) {
    emit(new CallEffect.Deliver(leg, signal));
  }

  void toSession(SessionId session, SessionInput input) {
    emit(new CallEffect.ToSession(session, input));
  }

  void destroy(SessionId session, Failure failure) {
    toSession(session, new SessionInput.Destroy(0, failure));
  }

  void start(CallTimer timer, Duration after) {
    emit(new CallEffect.StartTimer(timer, after));
  }

  void cancel(CallTimer timer) {
    emit(new CallEffect.CancelTimer(timer));
  }

  void publish(String type, Map<String, Object> body) {
    emit(new CallEffect.Publish(type, body));
  }

  void succeed(long token) {
    if (token != 0) {
      emit(new CallEffect.Succeed(token));
    }
  }

  void fail(long token, Failure failure) {
    if (token != 0) {
      emit(new CallEffect.Fail(token, failure));
    }
  }

  Optional<Branch> branchOf(SessionId session) {
    return branches.values().stream()
        .filter(b -> b.session().filter(session::equals).isPresent())
        .findFirst();
  }

  Optional<Branch> winnerBranch() {
    return winner.map(branches::get);
  }

  /** Whether this leg is one of the two that talk, or hear each other early. */
  boolean talks(LegId leg) {
    return leg.equals(callerLeg) || callee().filter(leg::equals).isPresent();
  }

  /** Who talks with this leg; nobody for an application, or before anybody was heard. */
  Optional<LegId> otherSide(LegId leg) {
    return leg.equals(callerLeg) ? callee() : Optional.of(callerLeg);
  }

  private Optional<LegId> callee() {
    return winner.or(() -> early.filter(Early::heard).map(Early::leg));
  }

  /** Who a leg is. */
  PartyInfo infoOf(LegId leg) {
    return leg.equals(callerLeg)
        ? callerInfo
        : Optional.ofNullable(branches.get(leg)).map(Branch::shown).orElse(PartyInfo.UNKNOWN);
  }

  /** The media session of a leg. */
  Optional<SessionId> sessionOf(LegId leg) {
    return leg.equals(callerLeg)
        ? callerSession
        : Optional.ofNullable(branches.get(leg)).flatMap(Branch::session);
  }

  /** How events and records call a leg: {@code caller} or {@code callee}. */
  String side(LegId leg) {
    return leg.equals(callerLeg) ? "caller" : "callee";
  }
}
