package io.jackfield.appliance.config;

import java.time.Duration;
import java.util.List;

/**
 * Verto side of a service.
 *
 * @param listen listeners of its own, beside {@code /verto} of the web server
 * @param idleTimeout silence after which a socket closes
 * @param channels first parts of the event channels clients may use
 * @param users who may log in; empty for the service's users
 */
public record VertoConfig(
    List<VertoListen> listen, Duration idleTimeout, List<String> channels, List<UserConfig> users) {

  /** No Verto at all. */
  static final VertoConfig OFF =
      new VertoConfig(List.of(), Duration.ofSeconds(3600), List.of(), List.of());

  /** Copies the lists. */
  public VertoConfig {
    listen = List.copyOf(listen);
    channels = List.copyOf(channels);
    users = List.copyOf(users);
  }

  /** Reads the {@code verto_} keys of a service, whose listeners are those unless it says so. */
  static VertoConfig read(Section service, List<String> ports) {
    Duration idle = service.duration("verto_idle_timeout", Duration.ofSeconds(3600));
    if (idle.isZero()) {
      service.problem("verto_idle_timeout", "must be longer than 0s");
      idle = Duration.ofSeconds(3600);
    }
    return new VertoConfig(
        Config.vertoListeners(service, "verto_listen", ports),
        idle,
        service.texts("verto_channels", List.of("presence", "calls", "demo")),
        UserConfig.readAll(service, "verto_users"));
  }

  /** The same on other addresses. */
  VertoConfig withListen(List<VertoListen> addresses) {
    return new VertoConfig(addresses, idleTimeout, channels, users);
  }
}
