package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.session.SessionState.Operation;
import io.jackfield.gateway.session.SessionState.Pending;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of a session as a pure function: no I/O, no clock, no thread.
 *
 * <p>Legal moves of {@link Phase} (everything else leaves the phase alone):
 *
 * <pre>
 *   WAIT    -> RINGING    a call has invited somebody
 *   WAIT, RINGING -> READY   both descriptions set (OfferAnswer)
 *   WAIT, RINGING -> CLOSING    destroy, timer, engine failure or loss, linked session gone
 *   READY   -> CLOSING    the same
 *   CLOSING -> DESTROYED  leg released
 * </pre>
 *
 * After {@code DESTROYED} every input is ignored, but a waiting caller is refused.
 */
public final class SessionStep {

  private SessionStep() {}

  /**
   * Outcome of a step.
   *
   * @param state the next state
   * @param effects to perform in order
   */
  public record Result(SessionState state, List<SessionEffect> effects) {

    /** Copies the list. */
    public Result {
      effects = List.copyOf(effects);
    }
  }

  /**
   * One step.
   *
   * @param state before
   * @param input what happened
   * @return after, and what to do
   */
  public static Result apply(SessionState state, SessionInput input) {
    SessionDraft draft = new SessionDraft(state);
    if (state.over()) {
      whenOver(draft, input);
    } else {
      whenAlive(draft, input);
    }
    return new Result(draft.toState(), draft.effects);
  }

  private static void whenAlive(SessionDraft d, SessionInput input) {
    if (OfferAnswer.handle(d, input)
        || Links.handle(d, input)
        || Files.handle(d, input)
        || InCall.handle(d, input)) {
      return;
    }
    if (input instanceof SessionInput.SetType in) {
      setType(d, in.token(), in.type());
    } else if (input instanceof SessionInput.Update in) {
      update(d, in);
    } else if (input instanceof SessionInput.SendDtmf in) {
      sendDtmf(d, in);
    } else if (input instanceof SessionInput.Destroy in) {
      d.waitingEnd.add(in.token());
      end(d, in.failure());
    } else if (input instanceof SessionInput.Ringing) {
      if (d.phase == Phase.WAIT) {
        d.phase = Phase.RINGING;
        d.cancel(TimerKey.of(TimerKey.Kind.WAIT));
      }
    } else if (input instanceof SessionInput.LegDone in) {
      legDone(d, in.op());
    } else if (input instanceof SessionInput.LegFailed in) {
      legFailed(d, in);
    } else if (input instanceof SessionInput.LegStatus in) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("class", in.statusClass());
      body.putAll(in.fields());
      if (in.statusClass().equals("recorder")) {
        Files.withUrl(d, body);
      }
      d.status.put(in.statusClass(), Map.copyOf(body));
      d.publish("status", body);
    } else if (input instanceof SessionInput.LegLost in) {
      end(d, in.failure());
    } else if (input instanceof SessionInput.TimerFired in) {
      timer(d, in.timer());
    }
  }

  private static void setType(SessionDraft d, long token, LegType type) {
    if (d.engine.isEmpty() || type instanceof LegType.Proxy) {
      // A proxy begins with an offer; a session that runs has none to give.
      d.fail(token, Reason.INVALID_OPERATION);
    } else if (d.phase != Phase.READY) {
      d.fail(token, Reason.INVALID_STATE);
    } else {
      long op =
          d.operation(
              new Pending(
                  Operation.SET_TYPE,
                  token,
                  Optional.of(type),
                  Optional.empty(),
                  MediaUpdate.NONE));
      d.emit(new SessionEffect.LegSetType(op, type));
    }
  }

  private static void update(SessionDraft d, SessionInput.Update in) {
    if (d.engine.isEmpty()) {
      d.fail(in.token(), Reason.INVALID_OPERATION);
      return;
    }
    if (d.phase != Phase.READY) {
      // Remembered and applied when the session gets ready.
      d.media = d.media.then(in.update());
      d.succeed(in.token());
      return;
    }
    long op =
        d.operation(
            new Pending(
                Operation.UPDATE, in.token(), Optional.empty(), Optional.empty(), in.update()));
    d.emit(new SessionEffect.LegUpdate(op, InCall.inForce(d, in.update())));
  }

  private static void sendDtmf(SessionDraft d, SessionInput.SendDtmf in) {
    if (d.engine.isEmpty() || d.phase != Phase.READY) {
      d.fail(in.token(), Reason.INVALID_OPERATION);
      return;
    }
    long op = d.operation(Operation.SEND_DTMF, in.token());
    d.emit(new SessionEffect.LegSendDtmf(op, in.digits()));
  }

  private static void legDone(SessionDraft d, long op) {
    Pending done = d.pending.remove(op);
    if (done == null) {
      return;
    }
    switch (done.operation()) {
      case SET_OFFER -> {
        d.legReady = true;
        Candidates.flushEarly(d);
        d.succeed(done.token());
        if (d.proxy.isPresent()) {
          Proxies.offerTaken(d);
        } else {
          d.tell(new SessionNotice.OfferTaken(d.offer.orElseThrow()));
        }
      }
      case SET_ANSWER -> OfferAnswer.answerApplied(d, done);
      case FAR_ANSWER -> Proxies.farAnswered(d, done);
      case FAR_JOIN -> {
        // Both legs hear each other; nobody waits for it.
      }
      case SET_TYPE -> typeChanged(d, done);
      case UPDATE -> {
        d.media = d.media.then(done.update());
        d.succeed(done.token());
      }
      default -> d.succeed(done.token());
    }
  }

  private static void typeChanged(SessionDraft d, Pending done) {
    inForce(d, done.type());
    d.succeed(done.token());
    d.tell(new SessionNotice.TypeChanged());
  }

  /** The engine does what another type wants now. */
  static void inForce(SessionDraft d, Optional<LegType> type) {
    if (d.proxy.isPresent()) {
      Proxies.left(d);
    }
    boolean changed = !d.type.equals(type);
    d.type = type;
    if (changed) {
      d.typeInfo = Files.toldByEngine(d);
      d.publish("type", SessionInfo.typeBody(d));
    }
    Links.settle(d);
    if (changed && (d.hold.silenced() || !d.media.equals(MediaUpdate.NONE))) {
      // What was muted or limited stays so (media-session.md, "update_media").
      update(d, new SessionInput.Update(0, d.media));
    }
  }

  private static void legFailed(SessionDraft d, SessionInput.LegFailed in) {
    Pending failed = d.pending.remove(in.op());
    if (failed == null) {
      return;
    }
    d.fail(failed.token(), in.failure());
    switch (failed.operation()) {
      case CREATE_OFFER, SET_OFFER, CREATE_ANSWER, SET_ANSWER, FAR_OFFER, FAR_ANSWER -> {
        // Whoever waits for the description hears why there will be none, not that all is over.
        failWaiting(d, in.failure());
        d.tell(new SessionNotice.Refused(in.failure()));
        // A failing create always destroys; a blank session put on an engine may stay.
        boolean creating = d.offer.isEmpty() && d.options.type().isPresent();
        if (d.options.hangupAfterError() || creating) {
          end(d, in.failure());
        }
      }
      case FAR_JOIN -> Proxies.joinFailed(d, in.failure());
      case RENEGOTIATE, REOFFER, REANSWER -> Reoffers.refuse(d, in.failure());
      case NEW_ANSWER -> d.tell(new SessionNotice.Refused(in.failure()));
      case SET_TYPE -> {
        // A client that asks for what cannot be does not end the call its session is in.
        if (failed.token() == 0) {
          d.tell(new SessionNotice.Refused(in.failure()));
        }
      }
      default -> {
        // Only the caller needs to know.
      }
    }
  }

  private static void timer(SessionDraft d, TimerKey timer) {
    switch (timer.kind()) {
      case WAIT, READY -> end(d, Failure.of(Reason.SESSION_TIMEOUT));
      case REPLY -> {
        if (d.waitingOffer.remove(timer.token()) || d.waitingAnswer.remove(timer.token())) {
          d.fail(timer.token(), Reason.TIMEOUT);
        }
      }
      case CLIENT_CANDIDATES, ENGINE_CANDIDATES -> Candidates.consolidate(d);
    }
  }

  /** The one way out: everybody waiting is told, timers stop, the leg is released. */
  static void end(SessionDraft d, Failure failure) {
    d.phase = Phase.CLOSING;
    d.ending = Optional.of(failure);
    for (TimerKey.Kind kind : TimerKey.Kind.values()) {
      if (kind != TimerKey.Kind.REPLY) {
        d.cancel(TimerKey.of(kind));
      }
    }
    Failure stopped = Failure.of(Reason.SESSION_STOP);
    failWaiting(d, stopped);
    d.pending.values().forEach(p -> d.fail(p.token(), stopped));
    d.collecting.ifPresent(c -> d.fail(c.token(), stopped));
    d.pending.clear();
    d.collecting = Optional.empty();
    Links.end(d);
    d.tell(new SessionNotice.Ending(failure));
    if (d.engine.isPresent()) {
      d.emit(new SessionEffect.LegClose());
    } else {
      destroyed(d);
    }
  }

  private static void failWaiting(SessionDraft d, Failure failure) {
    for (Set<Long> waiting : List.of(d.waitingOffer, d.waitingAnswer)) {
      for (Long token : waiting) {
        d.cancel(new TimerKey(TimerKey.Kind.REPLY, token));
        d.fail(token, failure);
      }
      waiting.clear();
    }
  }

  private static void whenOver(SessionDraft d, SessionInput input) {
    if (d.phase == Phase.CLOSING && input instanceof SessionInput.LegClosed) {
      destroyed(d);
    } else if (input instanceof SessionInput.Destroy in) {
      if (d.phase == Phase.CLOSING) {
        d.waitingEnd.add(in.token());
      } else {
        d.succeed(in.token());
      }
    } else {
      d.fail(input.token(), Reason.SESSION_STOP);
      Links.bounce(d.id, input).ifPresent(d::emit);
    }
  }

  private static void destroyed(SessionDraft d) {
    Failure failure = d.ending.orElseThrow();
    d.phase = Phase.DESTROYED;
    d.publish("destroyed", Map.of("code", failure.code(), "reason", failure.text()));
    d.waitingEnd.forEach(d::succeed);
    d.waitingEnd.clear();
    d.emit(new SessionEffect.Gone(failure));
  }

  /** How long somebody waits for an offer or answer: never shorter than the engine's own waits. */
  static Duration replyDeadline(CreateSession options) {
    Duration least = Duration.ofSeconds(30);
    Duration trickle = options.trickleTimeout().plusSeconds(5);
    return trickle.compareTo(least) > 0 ? trickle : least;
  }
}
