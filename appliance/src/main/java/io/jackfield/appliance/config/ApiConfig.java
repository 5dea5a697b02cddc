package io.jackfield.appliance.config;

import java.time.Duration;

/**
 * External API side of a service.
 *
 * @param allowAnyUser whether names that nobody owns may log in with any password
 * @param requestTimeout how long a client may send nothing at all
 * @param pingInterval between two pings
 * @param maxMessageBytes longest message
 * @param sendQueueMax messages waiting for one client
 */
public record ApiConfig(
    boolean allowAnyUser,
    Duration requestTimeout,
    Duration pingInterval,
    int maxMessageBytes,
    int sendQueueMax) {

  private static final int LONGEST_MESSAGE = (16 << 20) - 1;
  private static final Duration SHORTEST_IDLE = Duration.ofSeconds(5);

  /** Reads the API's keys of a service. */
  static ApiConfig read(Section service) {
    Duration idle = service.duration("api_server_timeout", Duration.ofSeconds(180));
    Duration ping = service.duration("ping_interval", Duration.ofSeconds(60));
    if (idle.compareTo(SHORTEST_IDLE) < 0 || idle.compareTo(ping) <= 0) {
      service.problem(
          "api_server_timeout", "at least 5s and longer than ping_interval (" + ping + ")");
    }
    long message = service.size("max_message_size", 1 << 20);
    if (message < 1 || message > LONGEST_MESSAGE) {
      service.problem("max_message_size", "1 to " + LONGEST_MESSAGE + " bytes");
    }
    return new ApiConfig(
        service.flag("allow_any_user", false),
        idle,
        ping,
        (int) Math.min(LONGEST_MESSAGE, message),
        service.integer("send_queue_max", 1, 1_000_000, 1000));
  }
}
