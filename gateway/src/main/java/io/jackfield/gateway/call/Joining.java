package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.route.Route;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * From the first accept to both sides talking.
 *
 * <p>With {@link CallMedia#LATE_ANSWER}: the winner's answer is applied, the caller's session
 * answers with the winner's codecs and bridges to it, the winner's session bridges back. With
 * {@link CallMedia#EARLY_ANSWER} the caller's answer is already there. With {@link CallMedia#P2P}
 * and {@link CallMedia#LINKED} the winner's answer is the caller's.
 */
final class Joining {

  /** The longest the engine may take to join two sides. */
  static final Duration DEADLINE = Duration.ofSeconds(15);

  private Joining() {}

  /** The same where candidates of a client or an engine are collected first. */
  static Duration deadline(CallDraft d) {
    Duration trickle = d.options.trickleTimeout().plusSeconds(5);
    return trickle.compareTo(DEADLINE) > 0 ? trickle : DEADLINE;
  }

  static void accepted(CallDraft d, long token, Branch branch, Signal.Accepted s) {
    if (d.phase != CallState.Phase.INVITING || branch.phase() != Branch.Phase.INVITED) {
      d.fail(token, Failure.of(Reason.ALREADY_ANSWERED));
      return;
    }
    boolean noSdp = s.answer().flatMap(Description::sdp).isEmpty();
    boolean early = d.media != CallMedia.P2P && EarlyMedia.isOf(d, branch.leg());
    if (noSdp && d.media != CallMedia.LINKED && !early) {
      d.fail(token, Failure.of(Reason.MISSING_SDP));
      return;
    }
    Branch winner = branch.accepted(s.answer(), s.callee());
    d.branches.put(winner.leg(), winner);
    d.winner = Optional.of(winner.leg());
    d.acceptToken = token;
    d.phase = CallState.Phase.JOINING;
    d.cancel(new CallTimer(CallTimer.Kind.RING, winner.leg()));
    d.start(CallTimer.of(CallTimer.Kind.JOIN), deadline(d));
    for (Branch other : List.copyOf(d.branches.values())) {
      if (!other.leg().equals(winner.leg())) {
        Ending.release(d, other, Failure.of(Reason.ALREADY_ANSWERED));
      }
    }
    if (d.media == CallMedia.LINKED && noSdp) {
      up(d, Optional.empty());
    } else if (d.media == CallMedia.LINKED) {
      d.toSession(
          d.callerSession.orElseThrow(), new SessionInput.SetAnswer(0, s.answer().orElseThrow()));
      passCandidates(d, winner);
    } else if (early) {
      acceptedAfterEarlyMedia(d, winner);
    } else {
      d.toSession(
          winner.session().orElseThrow(), new SessionInput.SetAnswer(0, s.answer().orElseThrow()));
    }
  }

  /** The winner was heard already, or is just being joined, which goes on. */
  private static void acceptedAfterEarlyMedia(CallDraft d, Branch winner) {
    Early early = d.early.orElseThrow();
    d.winnerReady = early.applied();
    if (early.heard() && !answersAnew(d, winner)) {
      joined(d);
    }
  }

  /** An answer that is not the early one (another media server behind it) replaces that. */
  private static boolean answersAnew(CallDraft d, Branch winner) {
    boolean differs = d.early.filter(e -> e.differs(winner.answer())).isPresent();
    d.early = Optional.empty();
    if (differs) {
      d.toSession(
          winner.session().orElseThrow(),
          new SessionInput.NewAnswer(winner.answer().orElseThrow()));
    }
    return differs;
  }

  /** The winner's answer is on its session. */
  static void calleeApplied(CallDraft d, Branch branch, Description answer) {
    if (branch.phase() == Branch.Phase.TAKES_OVER) {
      BlindTransfer.bridge(d, branch);
      return;
    }
    if (d.phase == CallState.Phase.INVITING && EarlyMedia.isOf(d, branch.leg())) {
      EarlyMedia.applied(d, branch);
      return;
    }
    if (d.phase != CallState.Phase.JOINING || branch.phase() != Branch.Phase.WINNER) {
      return;
    }
    d.winnerReady = true;
    SessionId callee = branch.session().orElseThrow();
    if (d.media == CallMedia.P2P) {
      d.toSession(d.callerSession.orElseThrow(), new SessionInput.SetAnswer(0, answer));
      passCandidates(d, branch);
    } else if (d.media == CallMedia.EARLY_ANSWER || d.callerAnswer.isPresent()) {
      bridgeCallee(d, branch);
    } else if (d.callerAsked) {
      // Its answer is under way for early media of another destination.
      return;
    } else if (d.callerSession.isEmpty()) {
      Setup.makeCaller(d, new LegType.Bridge(callee), false, Optional.of(callee));
    } else {
      d.callerAsked = true;
      d.toSession(
          d.callerSession.get(),
          new SessionInput.CreateAnswer(0, new LegType.Bridge(callee), Optional.of(callee)));
    }
  }

  static void bridgeCallee(CallDraft d, Branch winner) {
    d.toSession(
        winner.session().orElseThrow(),
        new SessionInput.SetType(0, new LegType.Bridge(d.callerSession.orElseThrow())));
  }

  /** The engine made the offer for a caller that sent none. */
  static void callerOffered(CallDraft d, Description offer) {
    if (d.phase != CallState.Phase.PREPARING && d.phase != CallState.Phase.JOINING) {
      return;
    }
    boolean toInvite = d.route.filter(Route.Invite.class::isInstance).isPresent();
    if (d.phase == CallState.Phase.PREPARING && toInvite) {
      // The caller's engine answers at once but had no offer: it offers before anybody is invited.
      d.callerAnswer = Optional.of(offer);
      Setup.invite(d);
      return;
    }
    askCaller(d, offer);
  }

  private static void askCaller(CallDraft d, Description offer) {
    d.phase = CallState.Phase.CALLER_ANSWERS;
    // RFC 3261 13.3.1.4: the caller has 64 * T1 to acknowledge our 200.
    d.start(CallTimer.of(CallTimer.Kind.JOIN), Duration.ofSeconds(32));
    long waiting = d.acceptToken;
    d.acceptToken = 0;
    d.succeed(waiting);
    d.winner.ifPresent(w -> d.deliver(w, new Signal.AcceptConfirmed()));
    d.deliver(d.callerLeg, new Signal.Accepted(Optional.of(offer), callee(d), d.callerSession));
  }

  /** The engine's answer for the caller. */
  static void callerAnswered(CallDraft d, Description answer) {
    if (d.phase == CallState.Phase.PREPARING) {
      boolean application = d.route.filter(Route.Application.class::isInstance).isPresent();
      if (application) {
        up(d, Optional.of(answer));
      } else {
        d.callerAnswer = Optional.of(answer);
        Setup.invite(d);
      }
    } else if (d.phase == CallState.Phase.JOINING && d.media == CallMedia.LINKED) {
      // A proxy: the winner's answer brought the caller's own (media-session.md, "proxy").
      up(d, Optional.of(answer));
    } else if (d.phase == CallState.Phase.JOINING) {
      d.callerAnswer = Optional.of(answer);
      if (d.winnerReady) {
        d.winnerBranch().ifPresent(w -> bridgeCallee(d, w));
      }
    } else if (d.phase == CallState.Phase.INVITING && d.media == CallMedia.LATE_ANSWER) {
      d.callerAnswer = Optional.of(answer);
      EarlyMedia.callerAnswered(d);
    }
  }

  /** The answer is on the caller's session: p2p, linked, or a delayed offer's answer. */
  static void callerApplied(CallDraft d, Description answer) {
    if (d.phase == CallState.Phase.JOINING) {
      up(d, Optional.of(answer));
    } else if (d.phase == CallState.Phase.CALLER_ANSWERS) {
      Optional<Branch> winner = d.winnerBranch();
      if (winner.isPresent()) {
        bridgeCallee(d, winner.get());
      } else {
        up(d, Optional.empty());
      }
    }
  }

  /** The winner's session is joined to the caller's. */
  static void calleeBridged(CallDraft d, Branch branch) {
    if (branch.phase() == Branch.Phase.TAKES_OVER) {
      BlindTransfer.bridged(d, branch);
      return;
    }
    if (d.phase == CallState.Phase.INVITING && EarlyMedia.isOf(d, branch.leg())) {
      EarlyMedia.bridged(d, branch);
      return;
    }
    if (branch.phase() != Branch.Phase.WINNER) {
      return;
    }
    if (d.phase == CallState.Phase.JOINING) {
      if (!answersAnew(d, branch)) {
        joined(d);
      }
    } else if (d.phase == CallState.Phase.CALLER_ANSWERS) {
      up(d, Optional.empty());
    }
  }

  private static void joined(CallDraft d) {
    boolean weOffered = d.options.offer().isEmpty();
    if (weOffered) {
      askCaller(d, d.callerAnswer.orElseThrow());
    } else {
      up(d, d.callerAnswer);
    }
  }

  /**
   * Both talk.
   *
   * @param answer for the caller; empty when it needs none any more
   */
  private static void up(CallDraft d, Optional<Description> answer) {
    boolean callerKnows = d.phase == CallState.Phase.CALLER_ANSWERS;
    d.phase = CallState.Phase.UP;
    d.answered = Optional.of(d.now);
    d.cancel(CallTimer.of(CallTimer.Kind.JOIN));
    long waiting = d.acceptToken;
    d.acceptToken = 0;
    d.succeed(waiting);
    PartyInfo callee = callee(d);
    if (!callerKnows) {
      d.winner.ifPresent(w -> d.deliver(w, new Signal.AcceptConfirmed()));
    }
    d.publish("accepted", CallStep.calleeBody(callee.toBody()));
    if (!callerKnows) {
      d.deliver(
          d.callerLeg,
          new Signal.Accepted(
              answer, callee, d.media == CallMedia.LINKED ? Optional.empty() : d.callerSession));
    }
    Ending.note(d);
    Holding.begin(d);
  }

  /** The winner's candidates so far follow its answer. */
  private static void passCandidates(CallDraft d, Branch winner) {
    winner.candidates().forEach(c -> SessionSays.fromCallee(d, winner, c));
    d.branches.put(winner.leg(), winner.withCandidates(List.of()));
  }

  private static PartyInfo callee(CallDraft d) {
    return d.winnerBranch().map(Branch::info).orElse(PartyInfo.UNKNOWN);
  }

  static Signal candidate(Optional<TrickleCandidate> candidate) {
    return candidate.isPresent()
        ? new Signal.Candidate(candidate.get())
        : new Signal.EndOfCandidates();
  }
}
