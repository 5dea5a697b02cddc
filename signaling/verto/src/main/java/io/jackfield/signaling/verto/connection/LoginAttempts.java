package io.jackfield.signaling.verto.connection;

import java.time.Duration;

/** Refused log-ins of one socket: ever longer waits, then the end. */
final class LoginAttempts {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int MOST = 10;

  private int refused;

  /** One more; how long its reply has to wait. */
  Duration refused() {
    refused++;
    Duration wait = FIRST.multipliedBy(1L << Math.min(refused - 1, MOST));
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  boolean tooMany() {
    return refused >= MOST;
  }
}
