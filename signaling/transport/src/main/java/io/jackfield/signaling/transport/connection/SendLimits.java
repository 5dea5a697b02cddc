package io.jackfield.signaling.transport.connection;

import java.time.Duration;

/**
 * How far a connection's outbound queue may grow. Messages are never dropped one by one: a queue
 * that stays over a limit for the grace time closes its connection; one that passes four times a
 * limit closes it at once.
 *
 * @param maxMessages messages
 * @param maxBytes bytes
 * @param grace how long the queue may stay over a limit
 * @param closeCode WebSocket close code then given
 */
public record SendLimits(int maxMessages, long maxBytes, Duration grace, int closeCode) {

  /** Checks the ranges. */
  public SendLimits {
    if (maxMessages < 1 || maxBytes < 1 || grace.isNegative()) {
      throw new IllegalArgumentException("send limits must be positive");
    }
  }

  /** 1,000 messages or 4 MiB for 5 s, then 4002. */
  public static SendLimits defaults() {
    return new SendLimits(1_000, 4 << 20, Duration.ofSeconds(5), 4002);
  }
}
