package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.session.CreateSession;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.store.CallRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a step wants done, in this order. */
public sealed interface CallEffect {

  /** The destinations behind a name are to be found; {@link CallInput.Resolved} follows. */
  record Resolve(String callee, String type) implements CallEffect {}

  /**
   * A transfer is to be routed and its destinations found; {@link CallInput.TransferRouted}
   * follows.
   *
   * @param number the transfer
   * @param place what the transferor would have dialled
   */
  record RouteTransfer(int number, PlaceCall place) implements CallEffect {}

  /**
   * Another call is asked for the party its leg talks with; {@link CallInput.TakenOver} follows.
   *
   * @param number the transfer
   * @param call the other call
   * @param leg the transferor's leg there
   */
  record AskForParty(int number, CallId call, LegId leg) implements CallEffect {}

  /**
   * A party of this call and its session become another call's.
   *
   * @param from this call
   * @param leg the party's leg here
   * @param call the other call
   * @param number its transfer
   * @param taken what it gets
   */
  record GiveParty(CallId from, LegId leg, CallId call, int number, CallInput.Taken taken)
      implements CallEffect {}

  /** Another call does not get the party it asked for. */
  record KeepParty(CallId call, int number, Failure failure) implements CallEffect {}

  /**
   * A session of the call is made.
   *
   * @param session its id
   * @param options what it is to be
   * @param deferAnswer its offer is only taken
   * @param presented its offer is another party's, which its own party answers
   * @param codecPeer session whose codecs limit its offer
   */
  record MakeSession(
      SessionId session,
      CreateSession options,
      boolean deferAnswer,
      boolean presented,
      Optional<SessionId> codecPeer)
      implements CallEffect {}

  /** The client's session becomes the call's (linked mode). */
  record AdoptSession(SessionId session) implements CallEffect {}

  /** A session of the call is told something. */
  record ToSession(SessionId session, SessionInput input) implements CallEffect {}

  /** A party is told something. */
  record Deliver(LegId leg, Signal signal) implements CallEffect {}

  /** A timer starts, or starts again. */
  record StartTimer(CallTimer timer, Duration after) implements CallEffect {}

  /** A timer stops. */
  record CancelTimer(CallTimer timer) implements CallEffect {}

  /** An event of the call is published. */
  record Publish(String type, Map<String, Object> body) implements CallEffect {}

  /** A waiting caller gets its result. */
  record Succeed(long token) implements CallEffect {}

  /** A waiting caller is refused. */
  record Fail(long token, Failure failure) implements CallEffect {}

  /** The call goes on: what its record would be if the process ended now. */
  record Note(CallRecord record) implements CallEffect {}

  /** The call record is written. */
  record Write(CallRecord record) implements CallEffect {}

  /** The call is over and forgotten. The last effect. */
  record Gone(Failure failure) implements CallEffect {}
}
