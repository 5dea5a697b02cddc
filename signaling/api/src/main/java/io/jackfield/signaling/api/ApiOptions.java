package io.jackfield.signaling.api;

import io.jackfield.signaling.api.core.Account;
import io.jackfield.signaling.api.media.MediaDefaults;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of a service's API.
 *
 * @param admin the service's administrator
 * @param coreAdmin administrator of the whole gateway, accepted on every service's listener
 * @param allowAnyUser whether names that nobody owns may log in with any password
 * @param userAllow what users may make: {@code session}, {@code call}
 * @param pingInterval between our pings, zero for none
 * @param idleTimeout without an inbound byte until the close; longer than the ping interval
 * @param maxMessageBytes longest message
 * @param sendQueueMax messages waiting for one client
 * @param sendQueueMaxBytes bytes waiting for one client
 * @param sendQueueGrace how long they may be too many
 * @param media what sessions and calls get that say nothing else
 */
public record ApiOptions(
    Account admin,
    Optional<Account> coreAdmin,
    boolean allowAnyUser,
    Set<String> userAllow,
    Duration pingInterval,
    Duration idleTimeout,
    int maxMessageBytes,
    int sendQueueMax,
    long sendQueueMaxBytes,
    Duration sendQueueGrace,
    MediaDefaults media) {

  private static final int LONGEST_MESSAGE = (16 << 20) - 1;
  private static final Duration SHORTEST_IDLE = Duration.ofSeconds(5);

  /** Copies the set and checks the ranges. */
  public ApiOptions {
    userAllow = Set.copyOf(userAllow);
    if (maxMessageBytes < 1 || maxMessageBytes > LONGEST_MESSAGE) {
      throw new IllegalArgumentException(
          "max_message_size must be 1.." + LONGEST_MESSAGE + ", not " + maxMessageBytes);
    }
    if (sendQueueMax < 1 || sendQueueMaxBytes < 1) {
      throw new IllegalArgumentException("send_queue_max must be positive");
    }
    if (idleTimeout.compareTo(SHORTEST_IDLE) < 0 || idleTimeout.compareTo(pingInterval) <= 0) {
      throw new IllegalArgumentException(
          "api_server_timeout must be at least 5 s and longer than ping_interval");
    }
  }

  /**
   * The defaults of the specification: users may make sessions and calls, ping every 60 s, idle
   * after 180 s, 1 MiB a message, 1,000 messages or 4 MiB in the queue for 5 s.
   *
   * @param admin the service's administrator
   * @return options
   */
  public static ApiOptions of(Account admin) {
    return new ApiOptions(
        admin,
        Optional.empty(),
        false,
        Set.of("session", "call"),
        Duration.ofSeconds(60),
        Duration.ofSeconds(180),
        1 << 20,
        1_000,
        4 << 20,
        Duration.ofSeconds(5),
        MediaDefaults.STANDARD);
  }

  /**
   * The same with any user name allowed or not.
   *
   * @param allow {@code allow_any_user}
   * @return a copy
   */
  public ApiOptions withAnyUser(boolean allow) {
    return new ApiOptions(
        admin,
        coreAdmin,
        allow,
        userAllow,
        pingInterval,
        idleTimeout,
        maxMessageBytes,
        sendQueueMax,
        sendQueueMaxBytes,
        sendQueueGrace,
        media);
  }

  /**
   * The same with other times.
   *
   * @param ping {@code ping_interval}
   * @param idle {@code api_server_timeout}
   * @return a copy
   */
  public ApiOptions withTimes(Duration ping, Duration idle) {
    return new ApiOptions(
        admin,
        coreAdmin,
        allowAnyUser,
        userAllow,
        ping,
        idle,
        maxMessageBytes,
        sendQueueMax,
        sendQueueMaxBytes,
        sendQueueGrace,
        media);
  }

  /**
   * The same with other limits.
   *
   * @param messageBytes {@code max_message_size}
   * @param queue {@code send_queue_max}
   * @return a copy
   */
  public ApiOptions withLimits(int messageBytes, int queue) {
    return new ApiOptions(
        admin,
        coreAdmin,
        allowAnyUser,
        userAllow,
        pingInterval,
        idleTimeout,
        messageBytes,
        queue,
        sendQueueMaxBytes,
        sendQueueGrace,
        media);
  }

  /**
   * The same with other defaults of sessions and calls.
   *
   * @param defaults {@code wait_timeout}, {@code ready_timeout}, {@code ring_timeout}
   * @return a copy
   */
  public ApiOptions withMedia(MediaDefaults defaults) {
    return new ApiOptions(
        admin,
        coreAdmin,
        allowAnyUser,
        userAllow,
        pingInterval,
        idleTimeout,
        maxMessageBytes,
        sendQueueMax,
        sendQueueMaxBytes,
        sendQueueGrace,
        defaults);
  }
}
