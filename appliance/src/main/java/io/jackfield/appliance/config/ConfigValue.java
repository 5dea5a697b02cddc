package io.jackfield.appliance.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of configuration as it was written, before anybody gave it a type. Immutable. */
sealed interface ConfigValue {

  /** Where it stands. */
  Position at();

  /**
   * A single value.
   *
   * @param text as written, without quotes; empty for an absent one ({@code key:})
   */
  record Scalar(String text, Position at) implements ConfigValue {}

  /** An ordered list. */
  record Items(List<ConfigValue> items, Position at) implements ConfigValue {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Named values, in the order written. {@code keys} says where each key stands. */
  record Mapping(Map<String, ConfigValue> values, Map<String, Position> keys, Position at)
      implements ConfigValue {

    static Mapping empty(Position at) {
      return new Mapping(Map.of(), Map.of(), at);
    }

    /**
     * Returns this mapping with {@code other} laid over it: mappings join, anything else is
     * replaced.
     */
    Mapping overlaidWith(Mapping other) {
      Map<String, ConfigValue> joined = new LinkedHashMap<>(values);
      Map<String, Position> places = new LinkedHashMap<>(keys);
      other.values.forEach(
          (key, value) -> {
            ConfigValue below = joined.get(key);
            boolean bothMappings = below instanceof Mapping && value instanceof Mapping;
            joined.put(key, bothMappings ? ((Mapping) below).overlaidWith((Mapping) value) : value);
            places.put(key, other.keys.get(key));
          });
      return new Mapping(joined, places, other.at);
    }
  }
}
