package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.store.TransferRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One party of a call that is up makes way for another (sip-pbx.md, "transfer"): the rules all
 * kinds of transfer share. {@link BlindTransfer} calls somebody, {@link AttendedTransfer} joins two
 * calls, {@link Replacement} takes a party that comes by itself (RFC 3891).
 *
 * <p>Until the new party is joined the call stays as it is, so a transfer that comes to nothing
 * leaves the transferor where it was. A transferor may leave before that; then there is nobody to
 * come back to, and the call ends with the transfer's failure. One transfer at a time.
 */
final class Transfers {

  /** Longer than a client, a look-up and an engine may take; ringing has timers of its own. */
  static final Duration DEADLINE = Duration.ofSeconds(40);

  /** Two servers that transfer a call to each other stop here. */
  private static final int MOST = 16;

  private Transfers() {}

  /**
   * Begins a transfer, or refuses it.
   *
   * @param by the leg that makes way
   * @return the transfer, when there can be one
   */
  static Optional<Transfer> begin(
      CallDraft d, long token, LegId by, Transfer.Kind kind, String target) {
    Optional<LegId> stays = d.talks(by) ? d.otherSide(by) : Optional.empty();
    if (d.phase != CallState.Phase.UP || d.transfer.isPresent()) {
      d.fail(token, Failure.of(Reason.INVALID_STATE));
      return Optional.empty();
    }
    if (stays.isEmpty() || d.media == CallMedia.P2P || d.media == CallMedia.LINKED) {
      // Without an engine between them nobody could give the one that stays another's media.
      d.fail(token, Failure.of(Reason.INVALID_OPERATION));
      return Optional.empty();
    }
    if (d.transfers.size() >= MOST) {
      d.fail(token, Failure.of(Reason.INVALID_OPERATION).withDetail("too many transfers"));
      return Optional.empty();
    }
    Transfer transfer =
        new Transfer(
            d.transfers.size() + 1,
            kind,
            by,
            by.equals(d.callerLeg),
            stays.get(),
            target,
            false,
            false,
            d.now);
    d.transfer = Optional.of(transfer);
    d.start(CallTimer.of(CallTimer.Kind.TRANSFER), DEADLINE);
    publish(d, transfer, "started", Optional.empty());
    return d.transfer;
  }

  /** Whether this leg is a party that is to take over. */
  static boolean isNew(CallDraft d, LegId leg) {
    return d.transfer.isPresent()
        && d.branches.containsKey(leg)
        && d.winner.filter(leg::equals).isEmpty();
  }

  /** The engine has joined the new party with the one that stays. */
  static void done(CallDraft d, Branch fresh) {
    Transfer t = d.transfer.orElseThrow();
    d.cancel(CallTimer.of(CallTimer.Kind.TRANSFER));
    for (Branch other : List.copyOf(d.branches.values())) {
      if (other.phase() != Branch.Phase.WINNER && !other.leg().equals(fresh.leg())) {
        Ending.release(d, other, Failure.of(Reason.ALREADY_ANSWERED));
      }
    }
    release(d, t, () -> takePlace(d, t, fresh), Optional.of(fresh.leg()));
  }

  /** The one that stays is with an application now; the transferor goes, and nobody comes. */
  static void doneWithApplication(CallDraft d) {
    Transfer t = d.transfer.orElseThrow();
    d.cancel(CallTimer.of(CallTimer.Kind.TRANSFER));
    release(d, t, () -> aloneInPlace(d, t), Optional.empty());
  }

  private static void release(CallDraft d, Transfer t, Runnable roles, Optional<LegId> fresh) {
    boolean held = d.holds.remove(t.by()) != null;
    if (!t.gone()) {
      d.deliver(t.by(), new Signal.TransferState(Signal.TransferState.Step.DONE, Optional.empty()));
      d.deliver(t.by(), new Signal.HangUp(Failure.of(Reason.TRANSFERRED)));
      remove(d, t);
    }
    d.transfer = Optional.empty();
    roles.run();
    if (held) {
      d.publish("unhold", Map.of("by", by(t)));
      d.deliver(t.stays(), new Signal.Unhold());
    }
    fresh.ifPresent(leg -> d.deliver(t.stays(), new Signal.Transferred(d.infoOf(leg))));
    note(d, t, "done");
    publish(d, t, "done", Optional.empty());
    Holding.settle(d);
  }

  /** Whoever talks with an application is the caller. */
  private static void aloneInPlace(CallDraft d, Transfer t) {
    if (t.callerLeaves()) {
      Branch alone = d.branches.remove(t.stays());
      d.callerLeg = alone.leg();
      d.callerSession = alone.session();
      d.callerInfo = alone.shown();
      d.winner = Optional.empty();
    }
  }

  private static void takePlace(CallDraft d, Transfer t, Branch fresh) {
    if (t.callerLeaves()) {
      d.branches.remove(fresh.leg());
      d.callerLeg = fresh.leg();
      d.callerSession = fresh.session();
      d.callerInfo = fresh.shown();
    } else {
      d.branches.put(fresh.leg(), fresh.with(Branch.Phase.WINNER));
      d.winner = Optional.of(fresh.leg());
    }
  }

  /** Nothing comes of it: the call is as it was, or over when the transferor has left it. */
  static void failed(CallDraft d, Failure failure) {
    Transfer t = d.transfer.orElseThrow();
    d.cancel(CallTimer.of(CallTimer.Kind.TRANSFER));
    for (Branch branch : List.copyOf(d.branches.values())) {
      if (isNew(d, branch.leg())) {
        Ending.release(d, branch, Failure.of(Reason.ORIGINATOR_CANCEL));
      }
    }
    long accepting = d.acceptToken;
    d.acceptToken = 0;
    d.fail(accepting, Failure.of(Reason.CALL_ERROR));
    note(d, t, failure.name());
    publish(d, t, "failed", Optional.of(failure));
    if (t.gone()) {
      // The one that has left must not be told, so the end comes before this is forgotten.
      Ending.end(d, failure, "gateway", Optional.empty());
      d.transfer = Optional.empty();
      return;
    }
    d.transfer = Optional.empty();
    d.deliver(
        t.by(), new Signal.TransferState(Signal.TransferState.Step.FAILED, Optional.of(failure)));
  }

  /**
   * A party leaves the call.
   *
   * @return whether it was the transferor, who does not take the call with it
   */
  static boolean leaves(CallDraft d, LegId leg) {
    if (d.transfer.filter(t -> t.by().equals(leg) && !t.gone()).isEmpty()) {
      return false;
    }
    Transfer t = d.transfer.get();
    d.transfer = Optional.of(t.left());
    remove(d, t);
    return true;
  }

  /** Takes the transferor and its session out of the call. */
  private static void remove(CallDraft d, Transfer t) {
    Failure why = Failure.of(Reason.TRANSFERRED);
    if (t.callerLeaves()) {
      d.callerSession.ifPresent(s -> d.destroy(s, why));
      d.callerSession = Optional.empty();
    } else {
      Branch branch = d.branches.remove(t.by());
      branch.session().ifPresent(s -> d.destroy(s, why));
      d.winner = Optional.empty();
    }
  }

  /** The call ends while a transfer is under way. */
  static void callEnds(CallDraft d, Failure failure) {
    d.cancel(CallTimer.of(CallTimer.Kind.TRANSFER));
    d.transfer.ifPresent(t -> note(d, t, failure.name()));
  }

  private static void note(CallDraft d, Transfer t, String outcome) {
    d.transfers.add(new TransferRecord(t.begun(), by(t), kind(t), t.target(), outcome));
  }

  /** Somebody rings. */
  static void ringing(CallDraft d) {
    Transfer t = d.transfer.orElseThrow();
    publish(d, t, "ringing", Optional.empty());
    d.deliver(
        t.by(), new Signal.TransferState(Signal.TransferState.Step.RINGING, Optional.empty()));
  }

  private static void publish(CallDraft d, Transfer t, String state, Optional<Failure> failure) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("state", state);
    body.put("by", by(t));
    body.put("kind", kind(t));
    body.put("target", t.target());
    failure.ifPresent(
        f -> {
          body.put("code", f.code());
          body.put("reason", f.text());
        });
    d.publish("transfer", body);
  }

  private static String by(Transfer t) {
    return t.callerLeaves() ? "caller" : "callee";
  }

  private static String kind(Transfer t) {
    return t.kind().name().toLowerCase(Locale.ROOT);
  }
}
