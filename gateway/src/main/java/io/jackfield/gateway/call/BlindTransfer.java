package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.Signal;
import java.util.List;
import java.util.Optional;

/**
 * Somebody else is called for the party that stays (RFC 5589 section 6): routed as if the
 * transferor had dialled, every destination invited, the first that accepts is joined. The target
 * may be an application, which the party that stays then is connected with.
 */
final class BlindTransfer {

  private BlindTransfer() {}

  static void asked(CallDraft d, CallInput.Said in, Signal.Transfer s) {
    if (s.target().isBlank()) {
      d.fail(in.token(), Failure.of(Reason.MISSING_FIELD, "target"));
      return;
    }
    Transfers.begin(d, in.token(), in.leg(), Transfer.Kind.BLIND, s.target())
        .ifPresent(
            t -> {
              d.succeed(in.token());
              PlaceCall place =
                  d.options.transferred(s.target(), d.infoOf(t.stays()), origin(d, t));
              d.emit(new CallEffect.RouteTransfer(t.number(), place));
            });
  }

  /** Routes may let a user call where a trunk may not. */
  private static String origin(CallDraft d, Transfer t) {
    if (t.callerLeaves()) {
      return d.callerLeg.equals(LegId.CALLER) ? d.options.origin() : "";
    }
    Destination destination = d.branches.get(t.by()).destination();
    return destination.type().equals("trunk") ? "" : "user:" + destination.name();
  }

  static void routed(CallDraft d, CallInput.TransferRouted in) {
    if (d.transfer.filter(t -> t.number() == in.number()).isEmpty()) {
      return;
    }
    if (in.way() instanceof CallInput.TransferRouted.Nowhere way) {
      Transfers.failed(d, way.failure());
    } else if (in.way() instanceof CallInput.TransferRouted.ToApplication way) {
      toApplication(d, way.type());
    } else if (in.way() instanceof CallInput.TransferRouted.ToDestinations way) {
      invite(d, way);
    }
  }

  private static void invite(CallDraft d, CallInput.TransferRouted.ToDestinations way) {
    Transfer t = d.transfer.orElseThrow();
    d.cancel(CallTimer.of(CallTimer.Kind.TRANSFER));
    int index = 1;
    for (Destination found : way.resolution().destinations()) {
      Destination destination = way.farKind().map(k -> withKind(found, k)).orElse(found);
      Branch branch = Branch.fresh(CallStep.leg(t.number(), index++), destination);
      d.branches.put(branch.leg(), branch);
    }
    if (way.resolution().destinations().isEmpty()) {
      boolean known = way.resolution().known();
      Transfers.failed(
          d, Failure.of(known ? Reason.NO_DESTINATION : Reason.NO_DESTINATION_UNKNOWN));
      return;
    }
    for (Branch branch : List.copyOf(d.branches.values())) {
      if (Transfers.isNew(d, branch.leg())) {
        Setup.inviteInTime(d, branch);
      }
    }
  }

  private static Destination withKind(Destination d, SdpKind kind) {
    return new Destination(d.type(), d.name(), kind, d.trickle(), d.delay(), d.ring(), d.party());
  }

  /** One of the destinations accepts; the first is joined. */
  static void accepted(CallDraft d, long token, Branch branch, Signal.Accepted s) {
    boolean taken =
        d.branches.values().stream().anyMatch(b -> b.phase() == Branch.Phase.TAKES_OVER);
    if (taken || branch.phase() != Branch.Phase.INVITED) {
      d.fail(token, Failure.of(Reason.ALREADY_ANSWERED));
      return;
    }
    Optional<Description> answer = s.answer().filter(a -> a.sdp().isPresent());
    if (answer.isEmpty()) {
      d.fail(token, Failure.of(Reason.MISSING_SDP));
      return;
    }
    d.acceptToken = token;
    d.cancel(new CallTimer(CallTimer.Kind.RING, branch.leg()));
    d.start(CallTimer.of(CallTimer.Kind.TRANSFER), Joining.deadline(d));
    Branch winner = branch.accepted(answer, s.callee()).with(Branch.Phase.TAKES_OVER);
    d.branches.put(winner.leg(), winner);
    d.toSession(winner.session().orElseThrow(), new SessionInput.SetAnswer(0, answer.get()));
  }

  /** Its session is ready: it is joined with the one that stays. */
  static void bridge(CallDraft d, Branch branch) {
    SessionId stays = d.sessionOf(d.transfer.orElseThrow().stays()).orElseThrow();
    d.toSession(
        branch.session().orElseThrow(), new SessionInput.SetType(0, new LegType.Bridge(stays)));
  }

  static void bridged(CallDraft d, Branch branch) {
    long waiting = d.acceptToken;
    d.acceptToken = 0;
    d.succeed(waiting);
    if (d.transfer.orElseThrow().kind() == Transfer.Kind.BLIND) {
      d.deliver(branch.leg(), new Signal.AcceptConfirmed());
    }
    Transfers.done(d, branch);
  }

  /**
   * A destination is out; with the last one the transfer has failed. If it had accepted and was
   * being joined, whoever waits for that is told, and the others may accept in its place.
   */
  static void dropped(CallDraft d, Branch branch, Failure failure) {
    if (branch.phase() == Branch.Phase.TAKES_OVER) {
      d.cancel(CallTimer.of(CallTimer.Kind.TRANSFER));
      long accepting = d.acceptToken;
      d.acceptToken = 0;
      d.fail(accepting, Failure.of(Reason.CALL_ERROR));
    }
    boolean more = d.branches.values().stream().anyMatch(b -> Transfers.isNew(d, b.leg()));
    if (!more) {
      Transfers.failed(d, failure);
    }
  }

  private static void toApplication(CallDraft d, LegType type) {
    Transfer t = d.transfer.orElseThrow().leadsToApplication();
    d.transfer = Optional.of(t);
    d.toSession(d.sessionOf(t.stays()).orElseThrow(), new SessionInput.SetType(0, type));
  }
}
