package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.signal.Signal;
import java.util.Optional;

/**
 * What a destination plays before it answers (RFC 3960; sip-pbx.md, "early media"). The first that
 * has something is heard until somebody answers, or it leaves; of the others the caller hears that
 * they ring. Who answers first wins, whether it was heard or not; what the caller was answered for
 * early media stays its answer.
 */
final class EarlyMedia {

  private EarlyMedia() {}

  static void said(CallDraft d, long token, Branch branch, Signal.EarlyMedia media) {
    boolean possible =
        d.media != CallMedia.LINKED
            && d.options.offer().isPresent()
            && media.answer().sdp().isPresent();
    if (d.phase != CallState.Phase.INVITING || branch.phase() != Branch.Phase.INVITED) {
      d.fail(token, Failure.of(Reason.ALREADY_ANSWERED));
    } else if (!possible || d.early.isPresent()) {
      // Whoever cannot be heard says that it rings.
      d.fail(token, Failure.of(Reason.INVALID_OPERATION));
    } else {
      d.succeed(token);
      boolean direct = d.media == CallMedia.P2P;
      d.branches.put(branch.leg(), branch.shows(media.callee()));
      d.early = Optional.of(new Early(branch.leg(), media.answer(), direct, direct));
      if (direct) {
        d.deliver(d.callerLeg, media);
      } else {
        d.toSession(branch.session().orElseThrow(), new SessionInput.SetAnswer(0, media.answer()));
      }
    }
  }

  /** The destination's session has its early answer. */
  static void applied(CallDraft d, Branch branch) {
    d.early = d.early.map(Early::nowApplied);
    if (d.callerAnswer.isPresent()) {
      Joining.bridgeCallee(d, branch);
    } else if (!d.callerAsked) {
      // Not joined by its answer: that must not fail because the destination leaves meanwhile.
      d.callerAsked = true;
      d.toSession(
          d.callerSession.orElseThrow(),
          new SessionInput.CreateAnswer(0, new LegType.Park(), branch.session()));
    }
  }

  /** The caller has its answer; nobody has accepted yet. */
  static void callerAnswered(CallDraft d) {
    d.early
        .filter(Early::applied)
        .map(e -> d.branches.get(e.leg()))
        .ifPresent(branch -> Joining.bridgeCallee(d, branch));
  }

  /** The engine has joined the two: the caller hears the destination. */
  static void bridged(CallDraft d, Branch branch) {
    d.early = d.early.map(Early::nowHeard);
    if (!d.callerHears) {
      d.callerHears = true;
      d.deliver(d.callerLeg, new Signal.EarlyMedia(d.callerAnswer.orElseThrow(), branch.info()));
    }
  }

  /** Whether this destination is the one that is heard, or will be. */
  static boolean isOf(CallDraft d, LegId leg) {
    return d.early.filter(e -> e.leg().equals(leg)).isPresent();
  }

  /** A destination leaves the call. */
  static void left(CallDraft d, LegId leg) {
    if (isOf(d, leg)) {
      d.early = Optional.empty();
    }
  }
}
