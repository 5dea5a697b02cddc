package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.route.Route;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.session.SessionNotice;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.gateway.signal.Signal;
import java.util.Optional;

/**
 * What can happen to a call. {@code token} names the waiting caller of the command, answered once
 * with {@link CallEffect.Succeed} or {@link CallEffect.Fail}; 0 for none.
 */
public sealed interface CallInput {

  /**
   * First input.
   *
   * @param route where the name leads
   * @param sessionBase unique text the ids of the call's sessions are made from
   * @param media backend of a managed call and how it answers
   */
  record Start(long token, Route route, String sessionBase, CallMedia media) implements CallInput {}

  /** The destinations are known. */
  record Resolved(Resolution resolution) implements CallInput {}

  /**
   * Where a transfer leads.
   *
   * @param number the transfer
   * @param way to whom, to which application, or why nowhere
   */
  record TransferRouted(int number, Way way) implements CallInput {

    /** Where a transfer leads. */
    public sealed interface Way {}

    /** To somebody. */
    public record ToDestinations(Resolution resolution, Optional<SdpKind> farKind) implements Way {}

    /** To an application. */
    public record ToApplication(LegType type) implements Way {}

    /** Nowhere. */
    public record Nowhere(Failure failure) implements Way {}
  }

  /**
   * Another call wants whoever talks with this leg here (attended transfer).
   *
   * @param leg the transferor's leg
   * @param call the call that asks
   * @param number its transfer
   * @param backend its media backend
   */
  record GiveAway(LegId leg, CallId call, int number, String backend) implements CallInput {}

  /**
   * The other call's party is ours now, or stays where it is.
   *
   * @param number the transfer
   * @param taken the party, which the runner has put under the leg {@link CallStep#leg}
   * @param failure why not
   */
  record TakenOver(int number, Optional<Taken> taken, Failure failure) implements CallInput {}

  /**
   * A party that comes from another call.
   *
   * @param session its media session
   * @param destination what it is to the record
   * @param info who it is
   */
  record Taken(SessionId session, Destination destination, PartyInfo info) {}

  /**
   * A new party takes the place of one that talks (RFC 3891).
   *
   * @param leg the leg to replace
   * @param by the new party, which the runner puts under the leg {@link CallStep#leg}
   * @param info who it is
   * @param offer its offer
   */
  record Replace(long token, LegId leg, Destination by, PartyInfo info, Description offer)
      implements CallInput {}

  /** A party said something. */
  record Said(long token, LegId leg, Signal signal) implements CallInput {}

  /** A session of the call said something. */
  record SessionSaid(SessionId session, SessionNotice notice) implements CallInput {}

  /** Somebody outside ends the call. */
  record HangUp(long token, Failure failure) implements CallInput {}

  /** A timer ran out. */
  record TimerFired(CallTimer timer) implements CallInput {}
}
