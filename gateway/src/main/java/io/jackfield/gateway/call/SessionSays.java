package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.session.SessionNotice;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the call makes of its sessions' news. */
final class SessionSays {

  /** Candidates kept for a side that cannot have them yet; more than any client has. */
  private static final int MAX_CANDIDATES = 128;

  /** Ends of a session that say nothing but that its client is gone. */
  private static final Set<Reason> CLIENT_GONE =
      Set.of(Reason.REGISTERED_DOWN, Reason.USER_STOP, Reason.PEER_STOPPED);

  private SessionSays() {}

  static void handle(CallDraft d, SessionId session, SessionNotice notice) {
    boolean caller = d.callerSession.filter(session::equals).isPresent();
    Optional<Branch> branch = d.branchOf(session);
    if (notice instanceof SessionNotice.Ended n) {
      d.sessions.remove(session);
      d.stats.put(session, n.stats());
    } else if (notice instanceof SessionNotice.Ending n) {
      ending(d, caller, branch, n.failure());
    } else if (caller) {
      ofCaller(d, notice);
    } else if (branch.isPresent()) {
      ofCallee(d, branch.get(), notice);
    }
  }

  private static void ofCaller(CallDraft d, SessionNotice notice) {
    if (notice instanceof SessionNotice.OfferTaken n) {
      if (d.phase == CallState.Phase.PREPARING) {
        d.callerOffer = Optional.of(n.offer());
        Setup.invite(d);
      }
    } else if (notice instanceof SessionNotice.OfferReady n) {
      Joining.callerOffered(d, n.offer());
    } else if (notice instanceof SessionNotice.AnswerReady n) {
      Joining.callerAnswered(d, n.answer());
    } else if (notice instanceof SessionNotice.AnswerApplied n) {
      Joining.callerApplied(d, n.answer());
    } else if (notice instanceof SessionNotice.TypeChanged) {
      withApplication(d, d.callerLeg);
    } else if (notice instanceof SessionNotice.Digit n) {
      Digits.heard(d, d.callerLeg, n.digit());
    } else if (notice instanceof SessionNotice.DigitForClient n) {
      d.deliver(d.callerLeg, new Signal.Dtmf(n.digit()));
    } else if (notice instanceof SessionNotice.Reanswered n) {
      d.deliver(d.callerLeg, new Signal.Reanswer(n.answer(), n.failure()));
    } else if (notice instanceof SessionNotice.Reoffered n) {
      d.deliver(d.callerLeg, new Signal.Reoffered(n.offer()));
    } else if (notice instanceof SessionNotice.ForClient n) {
      // The client of a session of its own hears that session's events.
      if (d.media != CallMedia.LINKED) {
        d.deliver(d.callerLeg, Joining.candidate(n.candidate()));
      }
    } else if (notice instanceof SessionNotice.FromClient n) {
      fromCaller(d, n.candidate());
    } else if (notice instanceof SessionNotice.Refused n) {
      if (toApplication(d, d.callerLeg)) {
        Transfers.failed(d, n.failure());
      } else {
        Ending.end(d, n.failure(), "gateway", Optional.empty());
      }
    }
  }

  /** Whether this was the step of a transfer to an application. */
  private static boolean withApplication(CallDraft d, LegId leg) {
    boolean done = toApplication(d, leg);
    if (done) {
      Transfers.doneWithApplication(d);
    }
    return done;
  }

  private static boolean toApplication(CallDraft d, LegId leg) {
    return d.transfer.filter(t -> t.toApplication() && t.stays().equals(leg)).isPresent();
  }

  private static void ofCallee(CallDraft d, Branch branch, SessionNotice notice) {
    if (notice instanceof SessionNotice.OfferTaken n) {
      offered(d, branch, n.offer());
    } else if (notice instanceof SessionNotice.OfferReady n) {
      offered(d, branch, n.offer());
    } else if (notice instanceof SessionNotice.AnswerApplied n) {
      Joining.calleeApplied(d, branch, n.answer());
    } else if (notice instanceof SessionNotice.TypeChanged) {
      if (!withApplication(d, branch.leg())) {
        Joining.calleeBridged(d, branch);
      }
    } else if (notice instanceof SessionNotice.AnswerReady n) {
      if (branch.phase() == Branch.Phase.TAKES_OVER) {
        Replacement.answered(d, branch, n.answer());
      }
    } else if (notice instanceof SessionNotice.Digit n) {
      Digits.heard(d, branch.leg(), n.digit());
    } else if (notice instanceof SessionNotice.DigitForClient n) {
      d.deliver(branch.leg(), new Signal.Dtmf(n.digit()));
    } else if (notice instanceof SessionNotice.Reanswered n) {
      d.deliver(branch.leg(), new Signal.Reanswer(n.answer(), n.failure()));
    } else if (notice instanceof SessionNotice.Reoffered n) {
      d.deliver(branch.leg(), new Signal.Reoffered(n.offer()));
    } else if (notice instanceof SessionNotice.ForClient n) {
      if (branch.told()) {
        d.deliver(branch.leg(), Joining.candidate(n.candidate()));
      }
    } else if (notice instanceof SessionNotice.FromClient n) {
      fromCallee(d, branch, n.candidate());
    } else if (notice instanceof SessionNotice.Refused n) {
      refused(d, branch, n.failure());
    }
  }

  private static void offered(CallDraft d, Branch branch, Description offer) {
    boolean wanted = d.phase == CallState.Phase.INVITING || Transfers.isNew(d, branch.leg());
    if (branch.phase() == Branch.Phase.PREPARING && wanted) {
      Setup.invited(d, branch, Optional.of(offer));
    }
  }

  private static void refused(CallDraft d, Branch branch, Failure failure) {
    if (branch.phase() == Branch.Phase.WINNER && toApplication(d, branch.leg())) {
      Transfers.failed(d, failure);
    } else if (branch.phase() == Branch.Phase.WINNER) {
      Ending.end(d, failure, "gateway", Optional.empty());
    } else {
      Ending.drop(d, branch, failure, true);
    }
  }

  private static void ending(
      CallDraft d, boolean caller, Optional<Branch> branch, Failure failure) {
    boolean clientGone = failure.reason().filter(CLIENT_GONE::contains).isPresent();
    LegId leg = branch.map(Branch::leg).orElse(d.callerLeg);
    if ((caller || branch.isPresent()) && Transfers.leaves(d, leg)) {
      d.deliverLast(leg, new Signal.HangUp(failure));
    } else if (caller) {
      Failure why = clientGone ? Failure.of(Reason.CALLER_STOPPED) : failure;
      Ending.end(d, why, clientGone ? "caller" : "gateway", Optional.empty());
    } else if (branch.isPresent()) {
      Failure why = clientGone ? Failure.of(Reason.CALLEE_STOPPED) : failure;
      if (branch.get().phase() == Branch.Phase.WINNER) {
        Ending.end(d, why, clientGone ? "callee" : "gateway", Optional.empty());
      } else {
        Ending.drop(d, branch.get(), why, true);
      }
    }
  }

  private static void fromCaller(CallDraft d, Optional<TrickleCandidate> candidate) {
    if (d.callerCandidates.size() < MAX_CANDIDATES) {
      d.callerCandidates.add(candidate);
    }
    for (Branch branch : d.branches.values()) {
      toCallee(d, branch, candidate);
    }
  }

  /** A candidate of the caller, which belongs to the offer the callee has or will get. */
  static void toCallee(CallDraft d, Branch branch, Optional<TrickleCandidate> candidate) {
    if (branch.session().isPresent()) {
      d.toSession(branch.session().get(), new SessionInput.LinkedCandidate(candidate));
    } else if (branch.told()) {
      d.deliver(branch.leg(), Joining.candidate(candidate));
    }
  }

  /** A candidate of a callee: only the winner's answer is the caller's. */
  static void fromCallee(CallDraft d, Branch branch, Optional<TrickleCandidate> candidate) {
    if (branch.phase() == Branch.Phase.WINNER) {
      d.toSession(d.callerSession.orElseThrow(), new SessionInput.LinkedCandidate(candidate));
    } else if (branch.candidates().size() < MAX_CANDIDATES) {
      List<Optional<TrickleCandidate>> all = new ArrayList<>(branch.candidates());
      all.add(candidate);
      d.branches.put(branch.leg(), branch.withCandidates(all));
    }
  }
}
