package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.session.SessionState.Operation;
import io.jackfield.gateway.session.SessionState.Pending;
import io.jackfield.gateway.signal.Description;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Offer and answer in their final form, and those who wait for them. */
final class Settlement {

  /** Nobody needs more callers waiting for one description; each costs every step. */
  private static final int MAX_WAITING = 64;

  private Settlement() {}

  /** The offer is known; whoever waits for it has it. */
  static void offer(SessionDraft d, Description offer) {
    d.offer = Optional.of(offer);
    d.publish("offer", Map.of("offer", SessionInfo.body(offer)));
    release(d, d.waitingOffer, offer);
  }

  /** The answer is known, so the session is ready. */
  static void answer(SessionDraft d, Description answer) {
    d.answer = Optional.of(answer);
    d.phase = Phase.READY;
    d.cancel(TimerKey.of(TimerKey.Kind.WAIT));
    d.start(TimerKey.of(TimerKey.Kind.READY), d.options.timeouts().ready());
    d.publish("answer", Map.of("answer", SessionInfo.body(answer)));
    release(d, d.waitingAnswer, answer);
    Links.settle(d);
    if (d.engine.isPresent() && d.options.record()) {
      Files.start(d, 0, Optional.empty());
    }
    if (d.engine.isPresent() && !d.media.equals(MediaUpdate.NONE)) {
      long op =
          d.operation(
              new Pending(Operation.UPDATE, 0, Optional.empty(), Optional.empty(), d.media));
      d.emit(new SessionEffect.LegUpdate(op, d.media));
    }
    if (d.linked && d.options.setMasterAnswer()) {
      d.options
          .master()
          .ifPresent(
              m -> d.emit(new SessionEffect.ToSession(m, new SessionInput.LinkedAnswer(answer))));
    }
  }

  private static void release(SessionDraft d, Set<Long> waiting, Description result) {
    for (Long token : waiting) {
      d.cancel(new TimerKey(TimerKey.Kind.REPLY, token));
      d.succeed(token, result);
    }
    waiting.clear();
  }

  /** Somebody waits for a description until it is there, or for so long. */
  static void await(SessionDraft d, long token, Optional<Description> there, Set<Long> waiting) {
    if (there.isPresent()) {
      d.succeed(token, there.get());
      return;
    }
    if (waiting.size() >= MAX_WAITING) {
      d.fail(token, Reason.INVALID_STATE);
      return;
    }
    waiting.add(token);
    d.start(new TimerKey(TimerKey.Kind.REPLY, token), SessionStep.replyDeadline(d.options));
  }
}
