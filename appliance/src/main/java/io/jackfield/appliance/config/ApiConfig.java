package io.jackfield.appliance.config;

import java.time.Duration;

/**
 * External API side of a service.
 *
 * @param requestTimeout how long a request to a client may wait for its answer
 * @param pingInterval between two pings
 * @param maxMessageBytes longest message
 * @param sendQueueMax messages waiting for one client
 */
public record ApiConfig(
    Duration requestTimeout, Duration pingInterval, int maxMessageBytes, int sendQueueMax) {

  /** Reads the API's keys of a service. */
  static ApiConfig read(Section service) {
    return new ApiConfig(
        service.duration("api_server_timeout", Duration.ofSeconds(180)),
        service.duration("ping_interval", Duration.ofSeconds(60)),
        (int) Math.min(Integer.MAX_VALUE, service.size("max_message_size", 1 << 20)),
        service.integer("send_queue_max", 1, 1_000_000, 1000));
  }
}
