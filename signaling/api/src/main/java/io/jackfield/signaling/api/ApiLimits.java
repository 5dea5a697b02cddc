package io.jackfield.signaling.api;

import java.time.Duration;

/**
 * Times and limits of a service's connections (protocol.md).
 *
 * @param pingInterval between our pings, zero for none
 * @param idleTimeout without an inbound byte until the close; longer than the ping interval
 * @param maxMessageBytes longest message
 * @param sendQueueMax messages waiting for one client
 * @param sendQueueMaxBytes bytes waiting for one client
 * @param sendQueueGrace how long they may be too many
 * @param reattach how long answered calls are kept for a client that lost its connection
 */
public record ApiLimits(
    Duration pingInterval,
    Duration idleTimeout,
    int maxMessageBytes,
    int sendQueueMax,
    long sendQueueMaxBytes,
    Duration sendQueueGrace,
    Duration reattach) {

  /** Largest {@code max_message_size}: a length prefix then always starts with a zero byte. */
  public static final int LONGEST_MESSAGE = (16 << 20) - 1;

  private static final Duration SHORTEST_IDLE = Duration.ofSeconds(5);

  /** Checks the ranges. */
  public ApiLimits {
    if (maxMessageBytes < 1 || maxMessageBytes > LONGEST_MESSAGE) {
      throw new IllegalArgumentException(
          "max_message_size must be 1.." + LONGEST_MESSAGE + ", not " + maxMessageBytes);
    }
    if (sendQueueMax < 1 || sendQueueMaxBytes < 1) {
      throw new IllegalArgumentException("send_queue_max must be positive");
    }
    if (!idleFits(idleTimeout, pingInterval)) {
      throw new IllegalArgumentException(
          "api_server_timeout must be at least 5 s and longer than ping_interval");
    }
  }

  /**
   * Whether the two times fit together.
   *
   * @param idle {@code api_server_timeout}
   * @param ping {@code ping_interval}
   * @return true when the idle time is at least 5 s and longer than the pings are apart
   */
  public static boolean idleFits(Duration idle, Duration ping) {
    return idle.compareTo(SHORTEST_IDLE) >= 0 && idle.compareTo(ping) > 0;
  }

  /**
   * The defaults of the specification.
   *
   * @return ping every 60 s, idle after 180 s, 1 MiB a message, 1,000 messages or 4 MiB in the
   *     queue for 5 s, 60 s to come back
   */
  public static ApiLimits defaults() {
    return new ApiLimits(
        Duration.ofSeconds(60),
        Duration.ofSeconds(180),
        1 << 20,
        1_000,
        4 << 20,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60));
  }

  /**
   * The same with other times.
   *
   * @param ping {@code ping_interval}
   * @param idle {@code api_server_timeout}
   * @return a copy
   */
  public ApiLimits withTimes(Duration ping, Duration idle) {
    return new ApiLimits(
        ping, idle, maxMessageBytes, sendQueueMax, sendQueueMaxBytes, sendQueueGrace, reattach);
  }

  /**
   * The same with other sizes.
   *
   * @param messageBytes {@code max_message_size}
   * @param queue {@code send_queue_max}
   * @return a copy
   */
  public ApiLimits withSizes(int messageBytes, int queue) {
    return new ApiLimits(
        pingInterval,
        idleTimeout,
        messageBytes,
        queue,
        sendQueueMaxBytes,
        sendQueueGrace,
        reattach);
  }

  /**
   * The same with another time to come back.
   *
   * @param time {@code reattach_timeout}
   * @return a copy
   */
  public ApiLimits withReattach(Duration time) {
    return new ApiLimits(
        pingInterval,
        idleTimeout,
        maxMessageBytes,
        sendQueueMax,
        sendQueueMaxBytes,
        sendQueueGrace,
        time);
  }
}
