package io.jackfield.gateway.call;

import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Signal;
import java.util.Optional;

/**
 * A party that comes by itself takes the place of one that talks (RFC 3891): a client that is back
 * after its connection was lost, a phone that was told to by another one's transfer, a colleague
 * who picks a call up.
 */
final class Replacement {

  private Replacement() {}

  static void asked(CallDraft d, CallInput.Replace in) {
    String who = in.info().number().orElse(in.by().name());
    Transfers.begin(d, in.token(), in.leg(), Transfer.Kind.REPLACED, who)
        .ifPresent(t -> take(d, in, t));
  }

  private static void take(CallDraft d, CallInput.Replace in, Transfer t) {
    d.acceptToken = in.token();
    LegId leg = CallStep.leg(t.number(), 1);
    SessionId stays = d.sessionOf(t.stays()).orElseThrow();
    SessionId session = Setup.calleeSession(d, leg);
    Branch branch =
        Branch.fresh(leg, in.by()).with(session).with(Branch.Phase.TAKES_OVER).shows(in.info());
    d.branches.put(leg, branch);
    d.sessions.add(session);
    d.emit(
        new CallEffect.MakeSession(
            session,
            Setup.options(
                d,
                Optional.of(new LegType.Bridge(stays)),
                Optional.of(in.offer()),
                in.offer().kind(),
                false,
                true),
            false,
            false,
            Optional.of(stays)));
  }

  /** The engine has answered the new party, and thereby joined it. */
  static void answered(CallDraft d, Branch branch, Description answer) {
    Signal accepted =
        new Signal.Accepted(
            Optional.of(answer), d.infoOf(d.transfer.orElseThrow().stays()), branch.session());
    // In this order: the party knows its leg before its wait is over.
    d.deliver(branch.leg(), accepted);
    long waiting = d.acceptToken;
    d.acceptToken = 0;
    d.succeed(waiting);
    Transfers.done(d, branch);
  }
}
