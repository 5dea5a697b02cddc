package io.jackfield.signaling.sip.leg;

import java.time.Duration;

/**
 * Session timers of all legs (RFC 4028).
 *
 * @param expires interval we ask for; zero for none unless the peer wants one
 * @param least the shortest we take; at least 90 s by the RFC, less for tests
 */
public record SessionTimers(Duration expires, Duration least) {

  /** Half an hour, at least 90 s. */
  public static SessionTimers defaults() {
    return new SessionTimers(Duration.ofMinutes(30), Duration.ofSeconds(90));
  }
}
