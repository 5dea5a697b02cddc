package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.user.FailedLogins;
import java.time.Duration;
import java.util.OptionalInt;

/** Which failed logins of one connection are guesses, and how it closes after too many. */
final class LoginPenalties {

  private final FailedLogins guesses = new FailedLogins();

  /**
   * What a failed login costs.
   *
   * @param delay before the error reply
   * @param close the connection ends after the reply
   */
  record Penalty(Duration delay, OptionalInt close) {}

  Penalty failed(Failure failure) {
    if (failure.is(Reason.DUPLICATED_SESSION_ID) || failure.is(Reason.INVALID_SESSION_ID)) {
      return new Penalty(Duration.ZERO, OptionalInt.of(CloseCodes.SESSION_ID));
    }
    if (!failure.is(Reason.UNAUTHORIZED)) {
      return new Penalty(Duration.ZERO, OptionalInt.empty());
    }
    Duration delay = guesses.next();
    return new Penalty(
        delay, guesses.tooMany() ? OptionalInt.of(CloseCodes.POLICY) : OptionalInt.empty());
  }
}
