package io.jackfield.appliance.config;

import io.jackfield.signaling.api.ApiLimits;
import io.jackfield.signaling.api.core.UserAllow;
import io.jackfield.signaling.api.listen.ApiListen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * External API side of a service.
 *
 * @param listen listeners of its own; the web server carries it too
 * @param plugins what it can do, and its media engines in the order of automatic choice
 * @param allowAnyUser whether names that nobody owns may log in with any password
 * @param userAllow what users may do, words of {@code UserAllow}
 * @param trustedServices services whose events its administrator may hear
 * @param requestTimeout how long a client may send nothing at all
 * @param pingInterval between two pings
 * @param maxMessageBytes longest message
 * @param sendQueueMax messages waiting for one client
 * @param gelfServer where log entries of clients go; empty for the gateway's log
 * @param gelfPort UDP port there
 */
public record ApiConfig(
    List<ApiListen> listen,
    List<String> plugins,
    boolean allowAnyUser,
    List<String> userAllow,
    List<String> trustedServices,
    Duration requestTimeout,
    Duration pingInterval,
    int maxMessageBytes,
    int sendQueueMax,
    Optional<String> gelfServer,
    int gelfPort) {

  private static final List<String> PLUGINS = List.of("room", "call");
  private static final List<String> USER_ALLOW = UserAllow.DEFAULTS.stream().sorted().toList();

  /** The same with other listeners. */
  public ApiConfig withListen(List<ApiListen> listeners) {
    return new ApiConfig(
        listeners,
        plugins,
        allowAnyUser,
        userAllow,
        trustedServices,
        requestTimeout,
        pingInterval,
        maxMessageBytes,
        sendQueueMax,
        gelfServer,
        gelfPort);
  }

  /** Copies the list. */
  public ApiConfig {
    listen = List.copyOf(listen);
    plugins = List.copyOf(plugins);
    userAllow = List.copyOf(userAllow);
    trustedServices = List.copyOf(trustedServices);
  }

  /**
   * Reads the API's keys of a service.
   *
   * @param listen its listeners unless it says otherwise
   */
  static ApiConfig read(Section service, List<String> listen) {
    List<String> allow = service.texts("user_allow", USER_ALLOW);
    if (!UserAllow.WORDS.containsAll(allow)) {
      service.problem("user_allow", "expected words of " + UserAllow.WORDS + ", found " + allow);
      allow = USER_ALLOW;
    }
    return read(
        service,
        listen,
        service.flag("allow_any_user", false),
        allow,
        service.texts("trusted_services", List.of()));
  }

  /** Reads the API's keys of the core service, which only its administrator may use. */
  static ApiConfig readCore(Section core) {
    return read(core, List.of(), false, List.of(), List.of());
  }

  private static ApiConfig read(
      Section service,
      List<String> listen,
      boolean anyUser,
      List<String> userAllow,
      List<String> trusted) {
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
        service.texts("plugins", PLUGINS),
        anyUser,
        userAllow,
        trusted,
        idle,
        ping,
        (int) Math.min(ApiLimits.LONGEST_MESSAGE, message),
        service.integer("send_queue_max", 1, 1_000_000, 1000),
        service.text("api_gelf_server").filter(name -> !name.equals("none")),
        service.integer("api_gelf_port", 1, 65_535, 12_201));
  }
}
