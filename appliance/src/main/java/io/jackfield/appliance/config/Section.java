package io.jackfield.appliance.config;

import io.jackfield.appliance.config.ConfigValue.Items;
import io.jackfield.appliance.config.ConfigValue.Mapping;
import io.jackfield.appliance.config.ConfigValue.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Typed reading of one mapping. Each read tells the key it knows; {@link #close} then refuses the
 * rest. A value that does not fit is noted as a problem and the default returned, so that one run
 * shows every mistake.
 *
 * <p>An empty value ({@code key:} or {@code ""}) is the same as an absent key.
 */
final class Section implements AutoCloseable {

  private final String path;
  private final Mapping mapping;
  private final Problems problems;
  private final Set<String> asked = new TreeSet<>();

  Section(String path, Mapping mapping, Problems problems) {
    this.path = path;
    this.mapping = mapping;
    this.problems = problems;
  }

  /** Where this mapping stands. */
  Position at() {
    return mapping.at();
  }

  /** Notes a mistake about the value of {@code key}, or about the whole mapping if it is absent. */
  void problem(String key, String text) {
    ConfigValue value = mapping.values().get(key);
    problems.add(value == null ? mapping.at() : value.at(), name(key) + ": " + text);
  }

  boolean has(String key) {
    ConfigValue value = mapping.values().get(key);
    return value != null && !(value instanceof Scalar scalar && scalar.text().isEmpty());
  }

  Section section(String key) {
    return new Section(name(key), child(key), problems);
  }

  /** The mappings below {@code key} by their free names, in order; always holds {@code always}. */
  Map<String, Section> named(String key, String always) {
    Mapping children = child(key);
    Map<String, Section> sections = new LinkedHashMap<>();
    String pattern = name(key) + ".*";
    if (!children.values().containsKey(always)) {
      sections.put(always, new Section(pattern, Mapping.empty(children.at()), problems));
    }
    children
        .values()
        .forEach(
            (name, value) ->
                sections.put(name, new Section(pattern, asMapping(value, name), problems)));
    return sections;
  }

  /** A mapping with free keys to single values, in order. */
  Map<String, String> pairs(String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    child(key)
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Scalar scalar) {
                pairs.put(name, scalar.text());
              } else {
                problems.add(value.at(), name(key) + "." + name + ": expected a single value");
              }
            });
    return pairs;
  }

  /** The mappings of a list; empty if absent. */
  List<Section> list(String key) {
    String pattern = name(key) + "[]";
    List<Section> sections = new ArrayList<>();
    for (ConfigValue item : items(key)) {
      sections.add(new Section(pattern, asMapping(item, key), problems));
    }
    if (sections.isEmpty()) {
      problems.known(name(key));
    }
    return sections;
  }

  /** A list of single values; a single value alone, or several with commas, counts as a list. */
  List<String> texts(String key, List<String> otherwise) {
    if (!has(key)) {
      ask(key);
      return otherwise;
    }
    List<String> texts = new ArrayList<>();
    for (ConfigValue item : items(key)) {
      if (item instanceof Scalar scalar) {
        for (String part : scalar.text().split(",", -1)) {
          texts.add(part.trim());
        }
      } else {
        problems.add(item.at(), name(key) + ": expected a list of single values");
      }
    }
    return texts;
  }

  Optional<String> text(String key) {
    ask(key);
    ConfigValue value = mapping.values().get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Scalar scalar) {
      return scalar.text().isEmpty() ? Optional.empty() : Optional.of(scalar.text());
    }
    problems.add(value.at(), name(key) + ": expected a single value");
    return Optional.empty();
  }

  String text(String key, String otherwise) {
    return text(key).orElse(otherwise);
  }

  /** A secret: {@code key} itself, or the first line of the file that {@code key_file} names. */
  Optional<String> secret(String key) {
    Optional<String> direct = text(key);
    String fileKey = key + "_file";
    Optional<String> file = text(fileKey);
    if (file.isEmpty()) {
      return direct;
    }
    if (direct.isPresent()) {
      problem(fileKey, "stands beside " + key + "; give one of the two");
      return direct;
    }
    try (var lines = Files.lines(Path.of(file.get()))) {
      return Optional.of(lines.findFirst().orElse("").trim());
    } catch (IOException e) {
      problem(fileKey, "cannot read " + file.get() + " (" + e.getClass().getSimpleName() + ")");
      return Optional.empty();
    }
  }

  boolean flag(String key, boolean otherwise) {
    return typed(
        key,
        otherwise,
        "true or false",
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  int integer(String key, int min, int max, int otherwise) {
    return typed(
        key,
        otherwise,
        "a whole number from " + min + " to " + max,
        text -> {
          if (!text.matches("-?\\d{1,9}")) {
            return Optional.empty();
          }
          int number = Integer.parseInt(text);
          return number < min || number > max ? Optional.empty() : Optional.of(number);
        });
  }

  Duration duration(String key, Duration otherwise) {
    return typed(key, otherwise, "a duration such as 250ms, 30s, 5m, 12h", Units::duration);
  }

  long size(String key, long otherwise) {
    return typed(key, otherwise, "a size such as 512B, 64KiB, 1MiB", Units::size);
  }

  /** One word of an enum, written in lower case. */
  <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    Set<String> words = new TreeSet<>();
    for (E constant : type.getEnumConstants()) {
      words.add(constant.name().toLowerCase(Locale.ROOT));
    }
    return typed(
        key,
        otherwise,
        "one of " + String.join(", ", words),
        text ->
            words.contains(text)
                ? Optional.of(Enum.valueOf(type, text.toUpperCase(Locale.ROOT)))
                : Optional.empty());
  }

  /** A value of any type; {@code expected} completes the sentence "expected ...". */
  <T> T typed(String key, T otherwise, String expected, Function<String, Optional<T>> reader) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    Optional<T> value = reader.apply(text.get());
    if (value.isEmpty()) {
      problem(key, "expected " + expected + ", found \"" + text.get() + "\"");
    }
    return value.orElse(otherwise);
  }

  /** Refuses every key nobody asked for. */
  @Override
  public void close() {
    mapping
        .values()
        .keySet()
        .forEach(
            key -> {
              if (!asked.contains(key)) {
                String near = Problems.nearest(key, asked);
                String hint = near.isEmpty() ? "" : "; did you mean " + near + "?";
                problems.add(mapping.keys().get(key), "unknown key " + name(key) + hint);
              }
            });
  }

  private List<ConfigValue> items(String key) {
    ask(key);
    ConfigValue value = mapping.values().get(key);
    if (value == null || value instanceof Scalar scalar && scalar.text().isEmpty()) {
      return List.of();
    }
    return value instanceof Items list ? list.items() : List.of(value);
  }

  private Mapping child(String key) {
    ask(key);
    ConfigValue value = mapping.values().get(key);
    return value == null ? Mapping.empty(mapping.at()) : asMapping(value, key);
  }

  private Mapping asMapping(ConfigValue value, String key) {
    if (value instanceof Mapping found) {
      return found;
    }
    if (!(value instanceof Scalar scalar && scalar.text().isEmpty())) {
      problems.add(value.at(), name(key) + ": expected keys and values");
    }
    return Mapping.empty(value.at());
  }

  private void ask(String key) {
    asked.add(key);
    problems.known(name(key));
  }

  private String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
