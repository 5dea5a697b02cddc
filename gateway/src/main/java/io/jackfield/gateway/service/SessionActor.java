package io.jackfield.gateway.service;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.session.Phase;
import io.jackfield.gateway.session.SessionEffect;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.session.SessionNotice;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.gateway.session.SessionState;
import io.jackfield.gateway.session.SessionStep;
import io.jackfield.gateway.session.TimerKey;
import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one session: feeds inputs to the step and performs the effects. All methods but {@link
 * #tell} run on the owner; {@code tell} may be called from any thread.
 */
final class SessionActor {

  private static final Logger LOG = LoggerFactory.getLogger(SessionActor.class);

  private final SessionHost host;
  private final Owner owner;
  private final Map<TimerKey, Timer> timers = new HashMap<>();
  private final Queue<SessionInput> inputs = new ArrayDeque<>();
  private final LegRunner leg;
  private volatile SessionState state;
  private volatile Optional<CallActor> call;
  private Optional<LegRunner> farLeg = Optional.empty();
  private Optional<MediaEngine> chosen = Optional.empty();
  private boolean stepping;

  /** What an actor needs of its surroundings. */
  interface SessionHost {

    /** Sends an event of a session. */
    void publish(Event event);

    /** Answers a waiting caller. */
    Replies replies();

    /** Tells another session, if it still lives. */
    void tell(SessionId session, SessionInput input);

    /** A session's type puts it into a room, or takes it out of the one it was in. */
    void moved(SessionId session, Optional<String> user, Optional<LegType> type);

    /** Forgets a session that is over. */
    void gone(SessionId session, Failure failure);

    /** Name of the service, for events. */
    String serviceName();
  }

  SessionActor(
      SessionHost host,
      Owner owner,
      SessionState initial,
      Optional<MediaEngine> engine,
      Optional<CallActor> call) {
    this.host = host;
    this.owner = owner;
    this.state = initial;
    this.call = call;
    this.leg = new LegRunner(initial.id(), owner, engine, this::input);
  }

  SessionState state() {
    return state;
  }

  Owner owner() {
    return owner;
  }

  Optional<MediaEngine> engine() {
    return leg.engine();
  }

  Optional<CallActor> call() {
    return call;
  }

  /** Linked mode: the session becomes part of a call. */
  void adoptedBy(CallActor newCall) {
    call = Optional.of(newCall);
  }

  /** Another call takes the session over; any thread. What it has missed it is told. */
  void movedTo(CallActor newCall) {
    owner.execute(
        () -> {
          call = Optional.of(newCall);
          state
              .ending()
              .ifPresent(f -> newCall.sessionSaid(state.id(), new SessionNotice.Ending(f)));
          if (state.phase() == Phase.DESTROYED) {
            newCall.sessionSaid(state.id(), new SessionNotice.Ended(leg.lastStats()));
          }
        });
  }

  /** What its leg counted so far; empty without an engine's leg. */
  CompletionStage<Optional<LegStats>> stats() {
    return leg.stats();
  }

  void tell(SessionInput input) {
    owner.execute(() -> input(input));
  }

  /** On the owner: an input that may put the session on this engine. */
  void input(SessionInput input, MediaEngine engine) {
    chosen = Optional.of(engine);
    input(input);
    chosen = Optional.empty();
  }

  /** Handles an input, or queues it behind the one being handled. */
  void input(SessionInput input) {
    inputs.add(input);
    if (stepping) {
      return;
    }
    stepping = true;
    try {
      for (SessionInput next = inputs.poll(); next != null; next = inputs.poll()) {
        SessionStep.Result result = SessionStep.apply(state, next);
        if (result.state().phase() != state.phase()) {
          LOG.debug("session={} {} -> {}", state.id(), state.phase(), result.state().phase());
        }
        state = result.state();
        result.effects().forEach(this::perform);
      }
    } finally {
      stepping = false;
    }
  }

  private void perform(SessionEffect effect) {
    if (effect instanceof SessionEffect.LegOperation e) {
      leg.operate(e);
    } else if (effect instanceof SessionEffect.LegAddCandidate e) {
      leg.addCandidate(e.candidate());
    } else if (effect instanceof SessionEffect.LegEndCandidates) {
      leg.endOfCandidates();
    } else if (effect instanceof SessionEffect.LegClose) {
      closeLegs();
    } else if (effect instanceof SessionEffect.OnFarLeg e) {
      farLeg(e.leg()).operate(e.operation());
    } else if (effect instanceof SessionEffect.FarLegClose) {
      farLeg.ifPresent(LegRunner::close);
      farLeg = Optional.empty();
    } else if (effect instanceof SessionEffect.UseEngine) {
      chosen.ifPresent(leg::use);
    } else if (effect instanceof SessionEffect.StartTimer e) {
      cancel(e.timer());
      timers.put(e.timer(), owner.schedule(e.after(), () -> fired(e.timer())));
    } else if (effect instanceof SessionEffect.CancelTimer e) {
      cancel(e.timer());
    } else if (effect instanceof SessionEffect.Publish e) {
      host.publish(
          Event.media(host.serviceName(), "session", e.type(), state.id().value(), e.body()));
    } else if (effect instanceof SessionEffect.Succeed e) {
      host.replies().succeed(e.token(), e.result());
    } else if (effect instanceof SessionEffect.Fail e) {
      host.replies().fail(e.token(), e.failure());
    } else if (effect instanceof SessionEffect.ToSession e) {
      host.tell(e.session(), e.input());
    } else if (effect instanceof SessionEffect.Notify e) {
      call.ifPresent(c -> c.sessionSaid(state.id(), e.notice()));
    } else if (effect instanceof SessionEffect.InRoom e) {
      host.moved(state.id(), state.options().owner().flatMap(SessionOwner::user), e.type());
    } else if (effect instanceof SessionEffect.Gone e) {
      gone(e.failure());
    }
  }

  private LegRunner farLeg(SessionId id) {
    if (farLeg.isEmpty()) {
      farLeg = Optional.of(leg.farLeg(id, this::farLegSaid));
    }
    return farLeg.get();
  }

  /** What the far leg has to say; once it was given up alone, nothing. */
  private void farLegSaid(SessionInput input) {
    if (farLeg.isEmpty()) {
      return;
    }
    if (input instanceof SessionInput.LegClosed) {
      leg.close();
    } else {
      input(input);
    }
  }

  /** The far leg first: the session is over when its own leg is released. */
  private void closeLegs() {
    if (farLeg.isPresent()) {
      farLeg.get().close();
    } else {
      leg.close();
    }
  }

  private void gone(Failure failure) {
    timers.values().forEach(Timer::cancel);
    timers.clear();
    host.gone(state.id(), failure);
    call.ifPresent(c -> c.sessionSaid(state.id(), new SessionNotice.Ended(leg.lastStats())));
  }

  private void fired(TimerKey key) {
    timers.remove(key);
    input(new SessionInput.TimerFired(key));
  }

  private void cancel(TimerKey key) {
    Timer timer = timers.remove(key);
    if (timer != null) {
      timer.cancel();
    }
  }
}
