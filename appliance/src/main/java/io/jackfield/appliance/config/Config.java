package io.jackfield.appliance.config;

import io.jackfield.appliance.config.ConfigValue.Mapping;
import io.jackfield.signaling.api.listen.ApiListen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything the operator may set.
 *
 * @param node the program as a whole
 * @param http the web server
 * @param tls the certificate
 * @param media the embedded engine
 * @param janus Janus engines, in the order in which they are chosen
 * @param log the log
 * @param core the core service
 * @param services by name, in the order written; {@value #DEFAULT_SERVICE} is always there, the
 *     core service is not among them
 * @param sources what services are read from, to lay options over it
 */
public record Config(
    NodeConfig node,
    HttpConfig http,
    TlsConfig tls,
    MediaConfig media,
    List<JanusConfig> janus,
    LogConfig log,
    ServiceConfig core,
    Map<String, ServiceConfig> services,
    ServiceSources sources) {

  /** The service that requests without a name belong to. */
  public static final String DEFAULT_SERVICE = "default";

  /** Keeps the order of the services. */
  public Config {
    services = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(services));
    janus = List.copyOf(janus);
  }

  /** Every service, the core service first. */
  public List<ServiceConfig> everyService() {
    List<ServiceConfig> all = new ArrayList<>();
    all.add(core);
    all.addAll(services.values());
    return all;
  }

  /** The service that is always there. */
  public ServiceConfig defaultService() {
    return services.get(DEFAULT_SERVICE);
  }

  /** Reads the whole tree; mistakes go to {@code problems}. */
  static Config read(Mapping tree, Problems problems) {
    try (Section top = new Section("", tree, problems)) {
      Map<String, ServiceConfig> services = new LinkedHashMap<>();
      top.named("services", DEFAULT_SERVICE)
          .forEach((name, section) -> services.put(name, ServiceConfig.read(name, section)));
      return new Config(
          NodeConfig.read(top.section("node")),
          HttpConfig.read(top.section("http")),
          TlsConfig.read(top.section("tls")),
          MediaConfig.read(top.section("media")),
          JanusConfig.read(top),
          LogConfig.read(top.section("log")),
          ServiceConfig.readCore(top.section("core")),
          services,
          new ServiceSources(tree));
    }
  }

  static List<HostPort> addresses(Section section, String key, List<String> otherwise) {
    return parsed(section, key, otherwise, "addresses such as 127.0.0.1:8080", HostPort::parse);
  }

  static List<SipListen> listeners(Section section, String key, List<String> otherwise) {
    return parsed(section, key, otherwise, "listeners such as sip:all:5060", SipListen::parse);
  }

  static List<ApiListen> apiListeners(Section section, String key, List<String> otherwise) {
    return parsed(section, key, otherwise, "listeners such as tls:all:9011", ApiListen::parse);
  }

  static List<VertoListen> vertoListeners(Section section, String key, List<String> otherwise) {
    return parsed(section, key, otherwise, "listeners such as verto:all:8082", VertoListen::parse);
  }

  private static <T> List<T> parsed(
      Section section,
      String key,
      List<String> otherwise,
      String expected,
      Function<String, Optional<T>> parser) {
    List<T> values = new ArrayList<>();
    for (String text : section.texts(key, otherwise)) {
      // One word switches the default listener off.
      if (text.equals("none")) {
        continue;
      }
      Optional<T> value = parser.apply(text);
      value.ifPresentOrElse(
          values::add,
          () -> section.problem(key, "expected " + expected + ", found \"" + text + "\""));
    }
    return values;
  }
}
