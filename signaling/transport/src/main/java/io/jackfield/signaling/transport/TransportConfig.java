package io.jackfield.signaling.transport;

import java.time.Duration;

/**
 * What a {@link Transport} needs to start.
 *
 * @param loops number of event loops, at least 1
 * @param nativeIo whether to try the platform's native I/O and TLS libraries; the JDK's are used
 *     otherwise and when they cannot be loaded
 * @param closeTimeout how long one connection may take to flush and close once asked to
 * @param certificateCheck how often certificate files are looked at for changes
 */
public record TransportConfig(
    int loops, boolean nativeIo, Duration closeTimeout, Duration certificateCheck) {

  /** Checks the ranges. */
  public TransportConfig {
    if (loops < 1) {
      throw new IllegalArgumentException("loops must be at least 1, not " + loops);
    }
    if (closeTimeout.isNegative() || closeTimeout.isZero()) {
      throw new IllegalArgumentException("closeTimeout must be positive, not " + closeTimeout);
    }
    if (certificateCheck.isNegative() || certificateCheck.isZero()) {
      throw new IllegalArgumentException(
          "certificateCheck must be positive, not " + certificateCheck);
    }
  }

  /** One loop a processor (at least 2), native libraries where they load, 2 s to close, 5 s. */
  public static TransportConfig defaults() {
    return new TransportConfig(
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        true,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5));
  }
}
