package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.Party;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Calls of a service, as signalling modules use them. Any thread. Refusals are a {@link
 * io.jackfield.gateway.failure.FailureException} ({@code call_not_found} for an unknown id).
 */
public interface Calls {

  /**
   * Places a call. What happens next is told to the caller's party, see package {@code signal}.
   *
   * @param call the call
   * @param caller the caller's end
   * @return the call's id once it is registered and will be answered one way or the other
   */
  CompletionStage<CallId> place(PlaceCall call, Party caller);

  /**
   * A party says something.
   *
   * @param call which call
   * @param leg the party's leg, {@link LegId#CALLER} for the caller
   * @param signal what it says
   * @return completes when handled: an {@code Accepted} when it has won and its answer is applied
   *     (else {@code already_answered} or {@code call_error}), a {@code Ringing} or {@code
   *     Rejected} of a leg without a live invite with {@code already_answered}
   */
  CompletionStage<Void> signal(CallId call, LegId leg, Signal signal);

  /**
   * A new party takes the place of one that talks (RFC 3891). It hears {@code Accepted} with the
   * answer, and from then on is that side of the call; the other one hears {@code HangUp}.
   *
   * @param call which call
   * @param leg the leg to replace
   * @param by type and name of the new party for the record, and its end
   * @param info who it is
   * @param offer its offer
   * @return completes when it is joined; {@code call_not_found}, {@code invalid_state} while
   *     another transfer is under way, {@code invalid_operation} where no engine is between the two
   *     sides
   */
  CompletionStage<Void> replace(
      CallId call, LegId leg, Destination by, PartyInfo info, Description offer);

  /**
   * Ends a call from outside (an administrator, a command).
   *
   * @param call which call
   * @param failure the reason to tell
   * @return completes when the call is over
   */
  CompletionStage<Void> hangup(CallId call, Failure failure);

  /**
   * What is known of a call, as the body of {@code get_info} (media-call.md).
   *
   * @param call which call
   * @return JSON-like object
   */
  CompletionStage<Map<String, Object>> info(CallId call);

  /**
   * Whose call it is, for permissions.
   *
   * @param call which call
   * @return empty when there is no such call or no connection placed it
   */
  Optional<SessionOwner> ownerOf(CallId call);

  /**
   * Whether the call exists.
   *
   * @param call which call
   * @return true while it lives
   */
  boolean exists(CallId call);

  /**
   * All live calls, or those placed by one user.
   *
   * @param user restricts to calls placed by this user
   * @return ids, in no order
   */
  List<CallId> list(Optional<String> user);
}
