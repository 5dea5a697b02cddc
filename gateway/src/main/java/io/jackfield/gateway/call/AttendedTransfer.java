package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import java.time.Duration;
import java.util.Optional;

/**
 * Two calls of one party become one (RFC 5589 section 7): this call asks the other for the party
 * the transferor talks with there, takes it over with its media session, and joins it with the one
 * that stays. The other call, which has nobody left, ends.
 */
final class AttendedTransfer {

  private AttendedTransfer() {}

  static void asked(CallDraft d, CallInput.Said in, Signal.Join s) {
    if (s.call().equals(d.id)) {
      d.fail(in.token(), Failure.of(Reason.INVALID_OPERATION));
      return;
    }
    Transfers.begin(d, in.token(), in.leg(), Transfer.Kind.ATTENDED, s.call().value())
        .ifPresent(
            t -> {
              d.succeed(in.token());
              d.emit(new CallEffect.AskForParty(t.number(), s.call(), s.leg()));
            });
  }

  /** The other call's side: gives the party away, or says why not. */
  static void giveAway(CallDraft d, CallInput.GiveAway in) {
    Optional<LegId> wanted =
        d.phase == CallState.Phase.UP && d.talks(in.leg())
            ? d.otherSide(in.leg())
            : Optional.empty();
    Optional<SessionId> session = wanted.flatMap(d::sessionOf);
    boolean possible =
        session.isPresent()
            && d.transfer.isEmpty()
            && d.media != CallMedia.P2P
            && d.media != CallMedia.LINKED;
    if (!possible) {
      d.emit(new CallEffect.KeepParty(in.call(), in.number(), Failure.of(Reason.INVALID_STATE)));
    } else if (!d.backend.equals(in.backend())) {
      Failure other = Failure.of(Reason.DIFFERENT_MEDIASERVER);
      d.emit(new CallEffect.KeepParty(in.call(), in.number(), other));
    } else {
      give(d, in, wanted.get(), session.get());
    }
  }

  private static void give(CallDraft d, CallInput.GiveAway in, LegId leg, SessionId session) {
    Destination destination =
        leg.equals(d.callerLeg)
            ? placeholder(d.options.protocol(), d.callerInfo)
            : d.branches.get(leg).destination();
    CallInput.Taken taken = new CallInput.Taken(session, destination, d.infoOf(leg));
    d.emit(new CallEffect.GiveParty(d.id, leg, in.call(), in.number(), taken));
    String by = d.side(in.leg());
    d.sessions.remove(session);
    d.holds.clear();
    if (leg.equals(d.callerLeg)) {
      d.callerSession = Optional.empty();
    } else {
      d.branches.remove(leg);
    }
    Ending.end(d, Failure.of(Reason.TRANSFERRED), by, Optional.of(leg));
  }

  /** What is known of a party that nobody looked up. */
  static Destination placeholder(String protocol, PartyInfo info) {
    return new Destination(
        protocol.equals("api") ? "user" : protocol,
        info.number().orElse(""),
        SdpKind.WEBRTC,
        false,
        Duration.ZERO,
        Optional.empty(),
        (call, leg, signal) -> {});
  }

  static void takenOver(CallDraft d, CallInput.TakenOver in) {
    boolean wanted = d.transfer.filter(t -> t.number() == in.number()).isPresent();
    if (in.taken().isEmpty()) {
      if (wanted) {
        Transfers.failed(d, in.failure());
      }
      return;
    }
    CallInput.Taken taken = in.taken().get();
    LegId leg = CallStep.leg(in.number(), 1);
    d.sessions.add(taken.session());
    if (!wanted) {
      orphan(d, in);
      return;
    }
    Branch branch =
        Branch.fresh(leg, taken.destination())
            .with(taken.session())
            .with(Branch.Phase.TAKES_OVER)
            .shows(taken.info());
    d.branches.put(leg, branch);
    BlindTransfer.bridge(d, branch);
  }

  /** Nobody wants the party any more: it is released. */
  static void orphan(CallDraft d, CallInput.TakenOver in) {
    Failure why = Failure.of(Reason.TRANSFERRED);
    LegId leg = CallStep.leg(in.number(), 1);
    in.taken()
        .ifPresent(
            taken -> {
              d.sessions.add(taken.session());
              d.deliver(leg, new Signal.HangUp(why));
              d.toSession(taken.session(), new SessionInput.Destroy(0, why));
            });
  }
}
