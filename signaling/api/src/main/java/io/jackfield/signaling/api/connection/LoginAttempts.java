package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import java.time.Duration;
import java.util.OptionalInt;

/** Failed logins of one connection: ever longer delays, then the end (protocol.md, "Login" 5). */
final class LoginAttempts {

  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
  private static final int MOST_FAILURES = 10;

  private int failures;

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
    failures++;
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures - 1, MOST_FAILURES));
    return new Penalty(
        delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay,
        failures >= MOST_FAILURES ? OptionalInt.of(CloseCodes.POLICY) : OptionalInt.empty());
  }
}
