package io.jackfield.appliance.config;

import io.jackfield.signaling.api.ApiLimits;
import io.jackfield.signaling.api.listen.ApiListen;
import java.time.Duration;
import java.util.List;

/**
 * External API side of a service.
 *
 * @param listen listeners of its own; the web server carries it too
 * @param allowAnyUser whether names that nobody owns may log in with any password
 * @param requestTimeout how long a client may send nothing at all
 * @param pingInterval between two pings
 * @param maxMessageBytes longest message
 * @param sendQueueMax messages waiting for one client
 */
public record ApiConfig(
    List<ApiListen> listen,
    boolean allowAnyUser,
    Duration requestTimeout,
    Duration pingInterval,
    int maxMessageBytes,
    int sendQueueMax) {

  /** Copies the list. */
  public ApiConfig {
    listen = List.copyOf(listen);
  }

  /**
   * Reads the API's keys of a service.
   *
   * @param listen its listeners unless it says otherwise
   */
  static ApiConfig read(Section service, List<String> listen) {
    return read(service, listen, service.flag("allow_any_user", false));
  }

  /** Reads the API's keys of the core service, which only its administrator may use. */
  static ApiConfig readCore(Section core) {
    return read(core, List.of(), false);
  }

  private static ApiConfig read(Section service, List<String> listen, boolean anyUser) {
    Duration idle = service.duration("api_server_timeout", Duration.ofSeconds(180));
    Duration ping = service.duration("ping_interval", Duration.ofSeconds(60));
    if (!ApiLimits.idleFits(idle, ping)) {
      service.problem(
          "api_server_timeout", "at least 5s and longer than ping_interval (" + ping + ")");
    }
    long message = service.size("max_message_size", 1 << 20);
    if (message < 1 || message > ApiLimits.LONGEST_MESSAGE) {
      service.problem("max_message_size", "1 to " + ApiLimits.LONGEST_MESSAGE + " bytes");
    }
    return new ApiConfig(
        Config.apiListeners(service, "api_server", listen),
        anyUser,
        idle,
        ping,
        (int) Math.min(ApiLimits.LONGEST_MESSAGE, message),
        service.integer("send_queue_max", 1, 1_000_000, 1000));
  }
}
