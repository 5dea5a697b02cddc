package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.session.SessionState.Collecting;
import io.jackfield.gateway.session.SessionState.Operation;
import io.jackfield.gateway.session.SessionState.Pending;
import io.jackfield.gateway.session.SessionState.ProxySide;
import io.jackfield.gateway.session.SessionState.Recording;
import io.jackfield.gateway.session.SessionState.Source;
import io.jackfield.gateway.signal.Description;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One step in the making: the next state, field by field, and the effects so far. */
final class SessionDraft {

  final SessionId id;
  final CreateSession options;
  Optional<EngineFacts> engine;
  Phase phase;
  Optional<LegType> type;
  Optional<Description> offer;
  Optional<Description> answer;
  Optional<Collecting> collecting;
  final List<TrickleCandidate> early;
  boolean earlyEnd;
  boolean legReady;
  final Map<Long, Pending> pending;
  final Set<Long> waitingOffer;
  final Set<Long> waitingAnswer;
  final Set<Long> waitingEnd;
  MediaUpdate media;
  Optional<SessionId> slave;
  boolean linked;
  boolean clientOffered;
  boolean presented;
  final Set<Source> settled;
  Optional<ProxySide> proxy;
  Optional<SessionId> partner;
  Optional<LegType> inRoom;
  Map<String, Object> typeInfo;
  Recording recording;
  final Map<String, Map<String, Object>> status;
  SessionInput.Hold hold;
  boolean deferAnswer;
  Optional<SessionId> codecPeer;
  private long nextOp;
  Optional<Failure> ending;
  final List<SessionEffect> effects = new ArrayList<>();

  SessionDraft(SessionState s) {
    id = s.id();
    options = s.options();
    engine = s.engine();
    phase = s.phase();
    type = s.type();
    offer = s.offer();
    answer = s.answer();
    collecting = s.collecting();
    early = new ArrayList<>(s.early());
    earlyEnd = s.earlyEnd();
    legReady = s.legReady();
    pending = new LinkedHashMap<>(s.pending());
    waitingOffer = new LinkedHashSet<>(s.waitingOffer());
    waitingAnswer = new LinkedHashSet<>(s.waitingAnswer());
    waitingEnd = new LinkedHashSet<>(s.waitingEnd());
    media = s.media();
    slave = s.slave();
    linked = s.linked();
    clientOffered = s.clientOffered();
    presented = s.presented();
    settled = new LinkedHashSet<>(s.settled());
    proxy = s.proxy();
    partner = s.partner();
    inRoom = s.inRoom();
    typeInfo = s.typeInfo();
    recording = s.recording();
    status = new LinkedHashMap<>(s.status());
    hold = s.hold();
    deferAnswer = s.deferAnswer();
    codecPeer = s.codecPeer();
    nextOp = s.nextOp();
    ending = s.ending();
  }

  SessionState toState() {
    return new SessionState(
        id,
        options,
        engine,
        phase,
        type,
        offer,
        answer,
        collecting,
        early,
        earlyEnd,
        legReady,
        pending,
        waitingOffer,
        waitingAnswer,
        waitingEnd,
        media,
        slave,
        linked,
        clientOffered,
        presented,
        settled,
        proxy,
        partner,
        inRoom,
        typeInfo,
        recording,
        status,
        hold,
        deferAnswer,
        codecPeer,
        nextOp,
        ending);
  }

  void emit(SessionEffect effect) {
    effects.add(effect);
  }

  void publish(String eventType, Map<String, Object> body) {
    emit(new SessionEffect.Publish(eventType, body));
  }

  void tell(SessionNotice notice) {
    emit(new SessionEffect.Notify(notice));
  }

  void succeed(long token) {
    if (token != 0) {
      emit(new SessionEffect.Succeed(token, Optional.empty()));
    }
  }

  void succeed(long token, Object result) {
    if (token != 0) {
      emit(new SessionEffect.Succeed(token, Optional.of(result)));
    }
  }

  void fail(long token, Failure failure) {
    if (token != 0) {
      emit(new SessionEffect.Fail(token, failure));
    }
  }

  void fail(long token, Reason reason) {
    fail(token, Failure.of(reason));
  }

  void start(TimerKey timer, Duration after) {
    emit(new SessionEffect.StartTimer(timer, after));
  }

  void cancel(TimerKey timer) {
    emit(new SessionEffect.CancelTimer(timer));
  }

  /** Registers a leg operation and returns its number. */
  long operation(Pending operation) {
    long op = nextOp++;
    pending.put(op, operation);
    return op;
  }

  long operation(Operation operation, long token) {
    return operation(
        new Pending(operation, token, Optional.empty(), Optional.empty(), MediaUpdate.NONE));
  }

  /** The session that takes this client's candidates where no engine does. */
  Optional<SessionId> peer() {
    return master().or(() -> slave);
  }

  /** The master, while the link holds. */
  Optional<SessionId> master() {
    return linked ? options.master() : Optional.empty();
  }

  /** Whether an operation of these is under way. */
  boolean busy(Set<Operation> operations) {
    return pending.values().stream().anyMatch(p -> operations.contains(p.operation()));
  }

  /** A proxy that keeps its far leg itself. */
  boolean singleProxy() {
    return proxy.filter(p -> !p.paired()).isPresent();
  }
}
