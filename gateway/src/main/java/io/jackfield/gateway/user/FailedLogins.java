package io.jackfield.gateway.user;

import java.time.Duration;

/**
 * Logins of one connection that were refused: ever longer waits, then the end (protocol.md, "Login"
 * 5). Used by one connection, on its loop.
 */
public final class FailedLogins {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int MOST = 10;

  private int failures;

  /**
   * One more.
   *
   * @return how long its reply has to wait
   */
  public Duration next() {
    failures++;
    Duration wait = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST));
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  /** Whether the connection shall end after the reply. */
  public boolean tooMany() {
    return failures >= MOST;
  }
}
