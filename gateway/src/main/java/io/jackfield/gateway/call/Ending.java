package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.session.SessionNotice;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.store.CallRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Branches that go, and the one way out of a call. */
final class Ending {

  /** The longest the release of the sessions may take: a little more than a session's own. */
  private static final Duration RELEASE = Duration.ofSeconds(15);

  private Ending() {}

  /**
   * A destination is out of the call; the last one takes the call with it.
   *
   * @param tell whether the endpoint does not know yet
   */
  static void drop(CallDraft d, Branch branch, Failure failure, boolean tell) {
    d.branches.remove(branch.leg());
    EarlyMedia.left(d, branch.leg());
    forget(d, branch, failure);
    if (tell && branch.told()) {
      d.deliver(branch.leg(), new Signal.Cancel(failure));
    }
    if (d.transfer.isPresent()) {
      BlindTransfer.dropped(d, branch, failure);
      return;
    }
    d.lastFailure = Optional.of(failure);
    if (d.branches.isEmpty()) {
      Failure why = d.invited == 1 ? failure : Failure.of(Reason.NO_ANSWER);
      end(d, why, "callee", Optional.empty());
    } else if (d.branches.values().stream().allMatch(b -> b.phase() == Branch.Phase.DELAYED)) {
      // Nobody rings any more: the next one of a sequence is not kept waiting.
      Branch next = d.branches.values().iterator().next();
      d.cancel(new CallTimer(CallTimer.Kind.DELAY, next.leg()));
      Setup.prepare(d, next);
    }
  }

  /** A destination is cancelled while the call goes on, or ends. */
  static void release(CallDraft d, Branch branch, Failure told) {
    d.branches.remove(branch.leg());
    EarlyMedia.left(d, branch.leg());
    forget(d, branch, Failure.of(Reason.ORIGINATOR_CANCEL));
    if (branch.told()) {
      d.deliver(branch.leg(), new Signal.Cancel(told));
    }
  }

  private static void forget(CallDraft d, Branch branch, Failure failure) {
    d.cancel(new CallTimer(CallTimer.Kind.RING, branch.leg()));
    d.cancel(new CallTimer(CallTimer.Kind.DELAY, branch.leg()));
    branch.session().ifPresent(s -> d.toSession(s, new SessionInput.Destroy(0, failure)));
  }

  /** RFC 3326: the cause that the caller gave goes on to those it called. */
  private static Failure cancelled(Failure failure) {
    Failure usual = Failure.of(Reason.ORIGINATOR_CANCEL);
    return failure.is(Reason.SIP_CANCEL)
            && !failure.signalling().equals(Reason.SIP_CANCEL.signalling())
        ? new Failure(usual.name(), usual.code(), usual.text(), failure.signalling())
        : usual;
  }

  /**
   * The call ends.
   *
   * @param by who ended it, for the record
   * @param knows the party that ended it itself and is told nothing more
   */
  static void end(CallDraft d, Failure failure, String by, Optional<LegId> knows) {
    boolean established =
        d.phase == CallState.Phase.UP || d.phase == CallState.Phase.CALLER_ANSWERS;
    d.phase = CallState.Phase.ENDING;
    d.ending = Optional.of(failure);
    d.endedBy = by;
    d.endedAt = Optional.of(d.now);
    d.cancel(CallTimer.of(CallTimer.Kind.RESOLVE));
    d.cancel(CallTimer.of(CallTimer.Kind.JOIN));
    Transfers.callEnds(d, failure);
    long accepting = d.acceptToken;
    d.acceptToken = 0;
    d.fail(accepting, Failure.of(Reason.CALL_ERROR));
    for (Branch branch : List.copyOf(d.branches.values())) {
      boolean told = branch.told() && knows.filter(branch.leg()::equals).isEmpty();
      boolean winner = branch.phase() == Branch.Phase.WINNER;
      if (told && winner && established) {
        d.deliver(branch.leg(), new Signal.HangUp(failure));
      } else if (told && winner) {
        d.deliver(branch.leg(), new Signal.Cancel(failure));
      } else if (told) {
        d.deliver(branch.leg(), new Signal.Cancel(cancelled(failure)));
      }
      forget(d, branch, winner ? failure : Failure.of(Reason.ORIGINATOR_CANCEL));
    }
    if (knows.filter(d.callerLeg::equals).isEmpty()) {
      d.deliver(d.callerLeg, new Signal.HangUp(failure));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", failure.code());
    body.put("reason", failure.text());
    body.put("error", failure.text());
    d.publish("hangup", body);
    d.callerSession.ifPresent(s -> d.toSession(s, new SessionInput.Destroy(0, failure)));
    if (d.sessions.isEmpty()) {
      finish(d);
    } else {
      d.start(CallTimer.of(CallTimer.Kind.END), RELEASE);
    }
  }

  static void whenOver(CallDraft d, CallInput input) {
    if (input instanceof CallInput.SessionSaid in) {
      if (in.notice() instanceof SessionNotice.Ended n && d.sessions.remove(in.session())) {
        d.stats.put(in.session(), n.stats());
        if (d.phase == CallState.Phase.ENDING && d.sessions.isEmpty()) {
          finish(d);
        }
      }
    } else if (input instanceof CallInput.TakenOver in) {
      AttendedTransfer.orphan(d, in);
    } else if (input instanceof CallInput.GiveAway in) {
      d.emit(new CallEffect.KeepParty(in.call(), in.number(), Failure.of(Reason.CALL_NOT_FOUND)));
    } else if (input instanceof CallInput.Replace in) {
      d.fail(in.token(), Failure.of(Reason.CALL_NOT_FOUND));
    } else if (input instanceof CallInput.HangUp in) {
      if (d.phase == CallState.Phase.ENDING) {
        d.waitingEnd.add(in.token());
      } else {
        d.succeed(in.token());
      }
    } else if (input instanceof CallInput.TimerFired in
        && in.timer().kind() == CallTimer.Kind.END
        && d.phase == CallState.Phase.ENDING) {
      finish(d);
    } else if (input instanceof CallInput.Said in) {
      boolean leaving =
          in.signal() instanceof Signal.HangUp || in.signal() instanceof Signal.Rejected;
      if (leaving) {
        d.succeed(in.token());
      } else {
        d.fail(in.token(), Failure.of(Reason.CALL_NOT_FOUND));
      }
    }
  }

  static void finish(CallDraft d) {
    if (d.phase == CallState.Phase.GONE) {
      return;
    }
    d.phase = CallState.Phase.GONE;
    d.cancel(CallTimer.of(CallTimer.Kind.END));
    d.emit(new CallEffect.Write(record(d, d.ending.orElseThrow())));
    d.waitingEnd.forEach(d::succeed);
    d.waitingEnd.clear();
    d.emit(new CallEffect.Gone(d.ending.orElseThrow()));
  }

  /** Tells what the record would be if the process ended now. */
  static void note(CallDraft d) {
    d.emit(new CallEffect.Note(record(d, Failure.of(Reason.EXIT))));
  }

  private static CallRecord record(CallDraft d, Failure why) {
    Optional<Branch> winner = d.winnerBranch();
    Optional<SessionId> callee = winner.flatMap(Branch::session);
    return new CallRecord(
        d.id.value(),
        d.service,
        d.callerInfo.trueNumber().or(() -> d.options.owner().flatMap(o -> o.user())).orElse(""),
        d.options.callee(),
        winner.map(w -> w.destination().type() + ":" + w.destination().name()),
        d.options.protocol(),
        winner.map(w -> protocol(w.destination().type())),
        d.media == CallMedia.P2P ? "p2p" : d.backend,
        d.callerSession.map(SessionId::value),
        callee.map(SessionId::value),
        d.setup,
        d.answered,
        d.endedAt.orElse(d.now),
        d.endedBy,
        why,
        d.callerSession.map(s -> d.stats.getOrDefault(s, LegStats.NONE)).orElse(LegStats.NONE),
        callee.map(s -> d.stats.getOrDefault(s, LegStats.NONE)).orElse(LegStats.NONE),
        d.transfers);
  }

  private static String protocol(String destinationType) {
    return destinationType.equals("sip") || destinationType.equals("verto")
        ? destinationType
        : "api";
  }
}
