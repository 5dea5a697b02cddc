package io.jackfield.appliance.config;

import io.jackfield.gateway.limit.CallCap;
import io.jackfield.gateway.route.RouteRule;
import io.jackfield.signaling.api.listen.ApiListen;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A service: users, numbers and limits of its own.
 *
 * @param name its name
 * @param adminUser its administrator
 * @param adminPassword empty refuses the administrator's log-in
 * @param users static users
 * @param routes where calls go, first match wins
 * @param sip its SIP side
 * @param api its External API side
 * @param verto its Verto side
 * @param tls certificate of its own API listeners; empty for that of the gateway
 * @param readyTimeout longest life of a ready session
 * @param waitTimeout how long a session may wait for its answer
 * @param ringTimeout how long a destination rings
 * @param defaultBitrate kbit/s a client may send in a session that says nothing else; 0 for any
 * @param cap how many calls it may have
 * @param files recordings, files to play, message logs
 */
public record ServiceConfig(
    String name,
    String adminUser,
    Optional<String> adminPassword,
    List<UserConfig> users,
    List<RouteRule> routes,
    SipConfig sip,
    ApiConfig api,
    VertoConfig verto,
    TlsConfig tls,
    Duration readyTimeout,
    Duration waitTimeout,
    Duration ringTimeout,
    int defaultBitrate,
    CallCap cap,
    FilesConfig files) {

  /** Name of the service that is always there and configured under a key of its own. */
  public static final String CORE = "core";

  // The usual ports belong to the one service that is always there.
  private static final List<String> RAW_PORTS = List.of("tcp:127.0.0.1:9010", "tls:all:9011");
  private static final List<String> SIP_PORTS =
      List.of("sip:all:5060", "sip:all:5060;transport=tcp");
  private static final List<String> VERTO_PORTS =
      List.of("verto:127.0.0.1:8081;transport=ws", "verto:all:8082");

  /** Copies the lists. */
  public ServiceConfig {
    users = List.copyOf(users);
    routes = List.copyOf(routes);
  }

  static ServiceConfig read(String name, Section section) {
    try (section) {
      if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
        section.problem("name", "a service's name is 1 to 64 of letters, digits, _ - .");
      }
      boolean isDefault = name.equals(Config.DEFAULT_SERVICE);
      if (name.equals(CORE)) {
        section.problem("name", "the core service is configured under the key core");
      }
      SipConfig sip = SipConfig.read(section, isDefault ? SIP_PORTS : List.of());
      return new ServiceConfig(
          name,
          section.text("admin_user", "admin"),
          section.secret("admin_password"),
          UserConfig.readAll(section, "users"),
          routes(section, sip),
          sip,
          ApiConfig.read(section, isDefault ? RAW_PORTS : List.of()),
          VertoConfig.read(section, isDefault ? VERTO_PORTS : List.of()),
          TlsConfig.ofService(section),
          section.duration("ready_timeout", Duration.ofDays(1)),
          section.duration("wait_timeout", Duration.ofSeconds(60)),
          section.duration("ring_timeout", Duration.ofSeconds(30)),
          section.integer("default_bitrate", 0, Integer.MAX_VALUE, 0),
          UserConfig.cap(section),
          FilesConfig.read(section));
    }
  }

  private static List<RouteRule> routes(Section section, SipConfig sip) {
    Set<String> trunks = sip.trunks().stream().map(TrunkConfig::name).collect(Collectors.toSet());
    List<RouteRule> routes = new RouteReader(trunks).read(section.list("routes"));
    Set<String> names = routes.stream().map(RouteRule::name).collect(Collectors.toSet());
    for (TrunkConfig trunk : sip.trunks()) {
      trunk
          .inbound()
          .filter(route -> !names.contains(route))
          .ifPresent(
              route ->
                  section.problem(
                      "trunks",
                      "trunk \"" + trunk.name() + "\": there is no route \"" + route + "\""));
    }
    return routes;
  }

  /** The core service: an administrator and an API, no users, no numbers, no SIP. */
  static ServiceConfig readCore(Section section) {
    try (section) {
      return new ServiceConfig(
          CORE,
          section.text("admin_user", "admin"),
          section.secret("admin_password"),
          List.of(),
          List.of(),
          SipConfig.off(),
          ApiConfig.readCore(section),
          VertoConfig.OFF,
          TlsConfig.ofService(section),
          section.duration("ready_timeout", Duration.ofDays(1)),
          section.duration("wait_timeout", Duration.ofSeconds(60)),
          section.duration("ring_timeout", Duration.ofSeconds(30)),
          section.integer("default_bitrate", 0, Integer.MAX_VALUE, 0),
          CallCap.NONE,
          FilesConfig.read(section));
    }
  }

  /** The same with these listeners as they are, wherever others were moved to. */
  ServiceConfig withListen(
      List<ApiListen> apiListeners,
      List<SipListen> sipListeners,
      List<VertoListen> vertoListeners) {
    return new ServiceConfig(
        name,
        adminUser,
        adminPassword,
        users,
        routes,
        sip.withListen(sipListeners),
        api.withListen(apiListeners),
        verto.withListen(vertoListeners),
        tls,
        readyTimeout,
        waitTimeout,
        ringTimeout,
        defaultBitrate,
        cap,
        files);
  }

  /** Leaves the administrator's password out. */
  @Override
  public String toString() {
    return "ServiceConfig[name=" + name + ", users=" + users.size() + "]";
  }
}
