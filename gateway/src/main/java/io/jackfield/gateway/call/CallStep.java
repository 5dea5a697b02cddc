package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.signal.Signal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a call as a pure function: no I/O, no clock, no thread.
 *
 * <p>Legal moves of {@link CallState.Phase} (everything else leaves the phase alone):
 *
 * <pre>
 *   FRESH          -> RESOLVING       start with a name            (Setup)
 *   FRESH          -> PREPARING       start with an application    (Setup)
 *   RESOLVING      -> PREPARING       destinations found           (Setup)
 *   RESOLVING      -> INVITING        the same, nothing to prepare (Setup)
 *   PREPARING      -> INVITING        caller's session is ready    (Setup)
 *   PREPARING      -> UP              the application answers      (Joining)
 *   INVITING       -> JOINING         first accept                 (Joining)
 *   JOINING        -> UP              both sides are joined        (Joining)
 *   PREPARING, JOINING -> CALLER_ANSWERS   delayed offer           (Joining)
 *   CALLER_ANSWERS -> UP              the caller's answer applies  (Joining)
 *   any of these   -> ENDING          hang up, failure, time-out   (Ending)
 *   ENDING         -> GONE            all sessions released        (Ending)
 * </pre>
 */
public final class CallStep {

  private CallStep() {}

  /**
   * Outcome of a step.
   *
   * @param state the next state
   * @param effects to perform in order
   */
  public record Result(CallState state, List<CallEffect> effects) {

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
   * @param now when
   * @return after, and what to do
   */
  public static Result apply(CallState state, CallInput input, Instant now) {
    CallDraft draft = new CallDraft(state, now);
    if (state.over()) {
      Ending.whenOver(draft, input);
    } else {
      whenAlive(draft, input);
    }
    return new Result(draft.toState(), draft.effects);
  }

  private static void whenAlive(CallDraft d, CallInput input) {
    if (input instanceof CallInput.Start in) {
      Setup.start(d, in);
    } else if (input instanceof CallInput.Resolved in) {
      Setup.resolved(d, in.resolution());
    } else if (input instanceof CallInput.SessionSaid in) {
      SessionSays.handle(d, in.session(), in.notice());
    } else if (input instanceof CallInput.TransferRouted in) {
      BlindTransfer.routed(d, in);
    } else if (input instanceof CallInput.GiveAway in) {
      AttendedTransfer.giveAway(d, in);
    } else if (input instanceof CallInput.TakenOver in) {
      AttendedTransfer.takenOver(d, in);
    } else if (input instanceof CallInput.Replace in) {
      Replacement.asked(d, in);
    } else if (input instanceof CallInput.HangUp in) {
      d.waitingEnd.add(in.token());
      Ending.end(d, in.failure(), "gateway", Optional.empty());
    } else if (input instanceof CallInput.TimerFired in) {
      timer(d, in.timer());
    } else if (input instanceof CallInput.Said in) {
      if (in.leg().equals(d.callerLeg)) {
        callerSays(d, in);
      } else {
        calleeSays(d, in);
      }
    }
  }

  private static void callerSays(CallDraft d, CallInput.Said in) {
    Signal signal = in.signal();
    if (d.transfer.filter(t -> t.gone() && t.by().equals(in.leg())).isPresent()) {
      whenGone(d, in);
    } else if (signal instanceof Signal.HangUp s) {
      d.succeed(in.token());
      if (Transfers.leaves(d, in.leg())) {
        return;
      }
      Ending.end(d, s.failure(), "caller", Optional.of(d.callerLeg));
    } else if (signal instanceof Signal.Accepted s
        && d.phase == CallState.Phase.CALLER_ANSWERS
        && s.answer().isPresent()) {
      d.acceptToken = in.token();
      d.toSession(d.callerSession.orElseThrow(), new SessionInput.SetAnswer(0, s.answer().get()));
    } else {
      common(d, in, d.callerSession);
    }
  }

  private static void calleeSays(CallDraft d, CallInput.Said in) {
    Branch branch = d.branches.get(in.leg());
    if (branch == null) {
      d.fail(in.token(), Failure.of(Reason.ALREADY_ANSWERED));
      return;
    }
    Signal signal = in.signal();
    boolean winner = d.winner.filter(in.leg()::equals).isPresent();
    if (signal instanceof Signal.Ringing s) {
      ringing(d, in.token(), branch, s);
    } else if (signal instanceof Signal.EarlyMedia s) {
      EarlyMedia.said(d, in.token(), branch, s);
    } else if (signal instanceof Signal.Accepted s && Transfers.isNew(d, branch.leg())) {
      BlindTransfer.accepted(d, in.token(), branch, s);
    } else if (signal instanceof Signal.Accepted s) {
      Joining.accepted(d, in.token(), branch, s);
    } else if (signal instanceof Signal.Rejected s) {
      leaves(d, in.token(), branch, winner, s.failure());
    } else if (signal instanceof Signal.HangUp s) {
      leaves(d, in.token(), branch, winner, s.failure());
    } else {
      common(d, in, branch.session());
    }
  }

  /** A transferor has left; what it says twice changes nothing. */
  private static void whenGone(CallDraft d, CallInput.Said in) {
    if (in.signal() instanceof Signal.HangUp) {
      d.succeed(in.token());
    } else {
      d.fail(in.token(), Failure.of(Reason.ALREADY_ANSWERED));
    }
  }

  private static void leaves(
      CallDraft d, long token, Branch branch, boolean winner, Failure failure) {
    d.succeed(token);
    if (Transfers.leaves(d, branch.leg())) {
      return;
    }
    if (winner) {
      Ending.end(d, failure, "callee", Optional.of(branch.leg()));
    } else {
      Ending.drop(d, branch, failure, false);
    }
  }

  private static void ringing(CallDraft d, long token, Branch branch, Signal.Ringing s) {
    boolean transfer = Transfers.isNew(d, branch.leg());
    if (branch.phase() != Branch.Phase.INVITED
        || d.phase != CallState.Phase.INVITING && !transfer) {
      d.fail(token, Failure.of(Reason.ALREADY_ANSWERED));
      return;
    }
    d.succeed(token);
    if (transfer) {
      Transfers.ringing(d);
      return;
    }
    d.publish("ringing", calleeBody(s.callee().toBody()));
    d.deliver(d.callerLeg, new Signal.Ringing(s.callee()));
  }

  /** What either side may say: candidates, a new offer, a digit, hold. */
  private static void common(
      CallDraft d, CallInput.Said in, Optional<io.jackfield.gateway.id.SessionId> own) {
    if (own.isEmpty() && candidateOf(in.signal()).isPresent()) {
      Branch branch = d.branches.get(in.leg());
      if (branch != null && d.media == CallMedia.LINKED) {
        SessionSays.fromCallee(d, branch, candidateOf(in.signal()).get());
      }
      d.succeed(in.token());
    } else if (in.signal() instanceof Signal.Candidate s && own.isPresent()) {
      d.toSession(own.get(), new SessionInput.Candidate(0, s.candidate()));
      d.succeed(in.token());
    } else if (in.signal() instanceof Signal.EndOfCandidates && own.isPresent()) {
      d.toSession(own.get(), new SessionInput.EndOfCandidates(0));
      d.succeed(in.token());
    } else if (in.signal() instanceof Signal.Reoffer s) {
      negotiateAgain(d, in, own, new SessionInput.Reoffer(0, s.offer()));
    } else if (in.signal() instanceof Signal.OfferAgain) {
      negotiateAgain(d, in, own, new SessionInput.OfferAgain());
    } else if (in.signal() instanceof Signal.AnswerAgain s) {
      negotiateAgain(d, in, own, new SessionInput.AnswerAgain(s.answer()));
    } else if (in.signal() instanceof Signal.Dtmf s) {
      Digits.said(d, in.token(), in.leg(), s.digit());
    } else if (in.signal() instanceof Signal.Transfer s) {
      BlindTransfer.asked(d, in, s);
    } else if (in.signal() instanceof Signal.Join s) {
      AttendedTransfer.asked(d, in, s);
    } else if (in.signal() instanceof Signal.Hold s) {
      Holding.hold(d, in.token(), in.leg(), s);
    } else if (in.signal() instanceof Signal.Unhold) {
      Holding.unhold(d, in.token(), in.leg());
    } else {
      d.fail(in.token(), Failure.of(Reason.INVALID_OPERATION));
    }
  }

  /** A candidate, or as an empty one the end of them; nothing for any other signal. */
  private static Optional<Optional<TrickleCandidate>> candidateOf(Signal signal) {
    if (signal instanceof Signal.Candidate s) {
      return Optional.of(Optional.of(s.candidate()));
    }
    return signal instanceof Signal.EndOfCandidates
        ? Optional.of(Optional.empty())
        : Optional.empty();
  }

  /** A new negotiation of a leg alone: the other side is not touched. */
  private static void negotiateAgain(
      CallDraft d,
      CallInput.Said in,
      Optional<io.jackfield.gateway.id.SessionId> own,
      SessionInput input) {
    if (d.phase == CallState.Phase.UP && own.isPresent() && d.media != CallMedia.P2P) {
      d.succeed(in.token());
      d.toSession(own.get(), input);
      return;
    }
    Failure refused =
        Failure.of(d.phase == CallState.Phase.UP ? Reason.NOT_ACCEPTABLE : Reason.INVALID_STATE);
    d.fail(in.token(), refused);
    d.deliver(in.leg(), new Signal.Reanswer(Optional.empty(), Optional.of(refused)));
  }

  private static void timer(CallDraft d, CallTimer timer) {
    Branch branch = d.branches.get(timer.leg());
    switch (timer.kind()) {
      case RESOLVE -> Ending.end(d, Failure.of(Reason.TIMEOUT), "gateway", Optional.empty());
      case JOIN -> Ending.end(d, Failure.of(Reason.TIMEOUT), "gateway", Optional.empty());
      case DELAY -> {
        if (branch != null && branch.phase() == Branch.Phase.DELAYED) {
          Setup.prepare(d, branch);
        }
      }
      case RING -> {
        if (branch != null
            && branch.phase() != Branch.Phase.WINNER
            && branch.phase() != Branch.Phase.TAKES_OVER) {
          Ending.drop(d, branch, Failure.of(Reason.RING_TIMEOUT), true);
        }
      }
      case TRANSFER -> d.transfer.ifPresent(t -> Transfers.failed(d, Failure.of(Reason.TIMEOUT)));
      case END -> Ending.finish(d);
    }
  }

  /**
   * The leg of a destination.
   *
   * @param number 0 for the call itself, else the transfer it belongs to
   * @param index counts the destinations from 1
   * @return its name within the call
   */
  public static LegId leg(int number, int index) {
    return new LegId(number == 0 ? "callee-" + index : "transfer-" + number + "-" + index);
  }

  static Map<String, Object> calleeBody(Map<String, Object> callee) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (!callee.isEmpty()) {
      body.put("callee", callee);
    }
    return body;
  }
}
