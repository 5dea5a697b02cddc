package io.jackfield.signaling.verto;

import java.time.Duration;
import java.util.Set;

/**
 * Settings of a service's Verto side.
 *
 * @param idleTimeout silence after which a socket closes
 * @param ringTimeout how long a destination of a client's call may ring
 * @param reattachTimeout how long a call is kept without a socket
 * @param channels first parts of the event channels clients may use
 * @param maxMessageBytes longest frame
 * @param sendQueueMax messages waiting for one client
 */
public record VertoOptions(
    Duration idleTimeout,
    Duration ringTimeout,
    Duration reattachTimeout,
    Set<String> channels,
    int maxMessageBytes,
    int sendQueueMax) {

  /** Copies the set and checks the ranges. */
  public VertoOptions {
    channels = Set.copyOf(channels);
    if (idleTimeout.isNegative() || idleTimeout.isZero()) {
      throw new IllegalArgumentException("verto_idle_timeout must be positive");
    }
    if (maxMessageBytes < 1 || sendQueueMax < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /**
   * The defaults: idle after an hour, 30 s of ringing, 60 s to come back, channels {@code
   * presence}, {@code calls} and {@code demo}, 256 KiB, 1,000 messages.
   *
   * @return options
   */
  public static VertoOptions defaults() {
    return new VertoOptions(
        Duration.ofSeconds(3_600),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Set.of("presence", "calls", "demo"),
        256 << 10,
        1_000);
  }
}
