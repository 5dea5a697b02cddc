package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.route.Route;
import io.jackfield.gateway.session.SessionNotice;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.gateway.signal.Signal;

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

  /** A party said something. */
  record Said(long token, LegId leg, Signal signal) implements CallInput {}

  /** A session of the call said something. */
  record SessionSaid(SessionId session, SessionNotice notice) implements CallInput {}

  /** Somebody outside ends the call. */
  record HangUp(long token, Failure failure) implements CallInput {}

  /** A timer ran out. */
  record TimerFired(CallTimer timer) implements CallInput {}
}
