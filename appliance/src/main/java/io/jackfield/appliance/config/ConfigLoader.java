package io.jackfield.appliance.config;

import io.jackfield.appliance.config.ConfigValue.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Lays the sources over each other, later ones winning: defaults, text given by the program, the
 * file, {@code conf.d/*.yaml} beside it in name order, environment variables.
 */
public final class ConfigLoader {

  private static final String PREFIX = "JACKFIELD_";

  /**
   * Variables of that prefix which the launcher, tests and benchmarks read, not the configuration.
   */
  private static final List<String> OTHERS =
      List.of("JACKFIELD_JAVA_OPTS", "JACKFIELD_HOME", "JACKFIELD_TEST_", "JACKFIELD_BENCH_");

  private final List<Mapping> layers = new ArrayList<>();

  /**
   * Adds YAML text.
   *
   * @param name what to call it in messages
   * @throws ConfigException if it is no YAML
   */
  public ConfigLoader text(String name, String yaml) throws ConfigException {
    layers.add(YamlSource.parse(name, yaml));
    return this;
  }

  /**
   * Adds a file, then every {@code *.yaml} of {@code conf.d} beside it in name order.
   *
   * @throws ConfigException if one cannot be read
   */
  public ConfigLoader file(Path file) throws ConfigException {
    read(file);
    Path folder = file.toAbsolutePath().resolveSibling("conf.d");
    if (!Files.isDirectory(folder)) {
      return this;
    }
    List<Path> parts;
    try (Stream<Path> found = Files.list(folder)) {
      parts = found.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    for (Path part : parts) {
      read(part);
    }
    return this;
  }

  /**
   * Adds {@code JACKFIELD_<PATH>} variables: the path of a key in capitals, with {@code _} for its
   * dots.
   *
   * @throws ConfigException if a variable names no key
   */
  public ConfigLoader environment(Map<String, String> environment) throws ConfigException {
    Map<String, String> paths = new TreeMap<>();
    for (String path : knownKeys()) {
      if (!path.contains("[]")) {
        // Only the service that is always there can be reached by a variable.
        String real = path.replace("*", Config.DEFAULT_SERVICE);
        paths.put(PREFIX + real.replace('.', '_').toUpperCase(Locale.ROOT), real);
      }
    }
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      if (!name.startsWith(PREFIX) || OTHERS.stream().anyMatch(name::startsWith)) {
        continue;
      }
      String path = paths.get(name);
      if (path == null) {
        String near = Problems.nearest(name, paths.keySet());
        problems.add(
            "unknown variable " + name + (near.isEmpty() ? "" : "; did you mean " + near + "?"));
      } else {
        layers.add(single(name, path, variable.getValue()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return this;
  }

  /**
   * Reads everything added.
   *
   * @throws ConfigException with every mistake found
   */
  public Config load() throws ConfigException {
    Mapping tree = Mapping.empty(new Position("configuration", 0));
    for (Mapping layer : layers) {
      tree = tree.overlaidWith(layer);
    }
    Problems problems = new Problems();
    Config config = Config.read(tree, problems);
    problems.throwIfAny();
    return config;
  }

  /** The commented file in which every key stands with its default. */
  public static String reference() {
    try (InputStream in = ConfigLoader.class.getResourceAsStream("/jackfield.yaml")) {
      if (in == null) {
        throw new IllegalStateException("jackfield.yaml is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Every key the code knows; a service's free name stands as {@code *}, a list's item as {@code
   * []}.
   */
  static Set<String> knownKeys() {
    Problems recorder = new Problems();
    Config.read(Mapping.empty(new Position("", 0)), recorder);
    return new TreeSet<>(recorder.knownKeys());
  }

  private void read(Path file) throws ConfigException {
    try {
      layers.add(YamlSource.parse(file.toString(), Files.readString(file)));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Mapping single(String variable, String path, String text) throws ConfigException {
    Position at = new Position(variable, 0);
    ConfigValue value = YamlSource.parseValue(variable, text);
    String[] keys = path.split("\\.");
    for (int i = keys.length - 1; i >= 0; i--) {
      Map<String, ConfigValue> values = new LinkedHashMap<>();
      values.put(keys[i], value);
      value = new Mapping(values, Map.of(keys[i], at), at);
    }
    return (Mapping) value;
  }

  private static ConfigException unreadable(Path file, IOException e) {
    return new ConfigException(
        List.of(file + ": cannot be read (" + e.getClass().getSimpleName() + ")"));
  }
}
