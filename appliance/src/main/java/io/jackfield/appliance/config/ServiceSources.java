package io.jackfield.appliance.config;

import io.jackfield.appliance.config.ConfigValue.Items;
import io.jackfield.appliance.config.ConfigValue.Mapping;
import io.jackfield.appliance.config.ConfigValue.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Services as they were written, so that options given over the API can be laid over them and the
 * whole be read, and judged, as if it had been written so. Immutable.
 */
public final class ServiceSources {

  private static final Position API = new Position("options", 0);

  /** Options whose number the API gives without a unit. */
  private static final Set<String> SECONDS =
      Set.of(
          "api_server_timeout",
          "ping_interval",
          "wait_timeout",
          "ready_timeout",
          "ring_timeout",
          "sip_registrar_min_time",
          "sip_registrar_default_time",
          "sip_registrar_max_time",
          "sip_ban_time",
          "verto_idle_timeout");

  private static final Set<String> LISTENERS = Set.of("api_server", "sip_listen", "verto_listen");

  private static final Set<String> BYTES = Set.of("max_message_size");

  private final Mapping tree;
  private final UnaryOperator<ServiceConfig> adjustment;

  ServiceSources(Mapping tree) {
    this(tree, UnaryOperator.identity());
  }

  private ServiceSources(Mapping tree, UnaryOperator<ServiceConfig> adjustment) {
    this.tree = tree;
    this.adjustment = adjustment;
  }

  /** The same with a change to every service that is read, but not to listeners of options. */
  ServiceSources adjusted(UnaryOperator<ServiceConfig> change) {
    return new ServiceSources(tree, change);
  }

  /**
   * The options a service can have.
   *
   * @param name service name
   * @return names of keys, those of the core service are fewer
   */
  public Set<String> known(String name) {
    Problems problems = new Problems();
    read(name, Mapping.empty(API), problems);
    return problems.knownKeys().stream()
        .map(key -> key.replaceAll("\\[].*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Reads a service.
   *
   * @param name service name; one that is not written has the defaults
   * @param options JSON-like values in the form of the API: seconds, bytes, lists; laid over what
   *     is written
   * @return the whole
   * @throws ConfigException when they do not fit together; each problem begins with its option
   */
  public ServiceConfig with(String name, Map<String, Object> options) throws ConfigException {
    Problems problems = new Problems();
    ServiceConfig read = read(name, written(name).overlaidWith(layer(options)), problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems.texts());
    }
    ServiceConfig adjusted = adjustment.apply(read);
    return adjusted.withListen(
        options.containsKey("api_server") ? read.api().listen() : adjusted.api().listen(),
        options.containsKey("sip_listen") ? read.sip().listen() : adjusted.sip().listen(),
        options.containsKey("verto_listen") ? read.verto().listen() : adjusted.verto().listen());
  }

  private static ServiceConfig read(String name, Mapping mapping, Problems problems) {
    Section section = new Section("", mapping, problems);
    return name.equals(ServiceConfig.CORE)
        ? ServiceConfig.readCore(section)
        : ServiceConfig.read(name, section);
  }

  private Mapping written(String name) {
    ConfigValue at =
        name.equals(ServiceConfig.CORE)
            ? tree.values().get(ServiceConfig.CORE)
            : tree.values().get("services") instanceof Mapping services
                ? services.values().get(name)
                : null;
    return at instanceof Mapping found ? found : Mapping.empty(API);
  }

  private static Mapping layer(Map<String, Object> options) {
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    Map<String, Position> keys = new LinkedHashMap<>();
    options.forEach(
        (name, value) -> {
          values.put(name, value(name, value));
          keys.put(name, API);
        });
    return new Mapping(values, keys, API);
  }

  private static ConfigValue value(String name, Object value) {
    if (value instanceof List<?> list) {
      return new Items(list.stream().map(each -> value("", each)).toList(), API);
    }
    String unit = SECONDS.contains(name) ? "s" : BYTES.contains(name) ? "B" : "";
    // No listeners must not read as the default ones.
    boolean none = LISTENERS.contains(name) && value.toString().isBlank();
    return new Scalar(none ? "none" : value + unit, API);
  }
}
