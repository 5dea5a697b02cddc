package io.jackfield.signaling.api.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An older spelling of a command (README, "Spelling rule").
 *
 * @param eventClass the class it is given with, {@code *} for any
 * @param subclass empty: only when the request has none
 * @param cmd the command
 * @param defaults fields set when the client leaves them out
 * @param required fields that are mandatory in this spelling
 */
public record Alias(
    String eventClass,
    Optional<String> subclass,
    String cmd,
    Map<String, Object> defaults,
    List<String> required) {

  /** Copies the collections. */
  public Alias {
    defaults = Map.copyOf(defaults);
    required = List.copyOf(required);
  }

  /**
   * A spelling with a subclass.
   *
   * @param eventClass class
   * @param subclass subclass
   * @param cmd command
   * @return no other difference
   */
  public static Alias of(String eventClass, String subclass, String cmd) {
    return new Alias(eventClass, Optional.of(subclass), cmd, Map.of(), List.of());
  }

  /**
   * A spelling without a subclass.
   *
   * @param eventClass class
   * @param cmd command
   * @return no other difference
   */
  public static Alias bare(String eventClass, String cmd) {
    return new Alias(eventClass, Optional.empty(), cmd, Map.of(), List.of());
  }

  /**
   * The same with a default of its own.
   *
   * @param field canonical name
   * @param value JSON-like value
   * @return a copy
   */
  public Alias with(String field, Object value) {
    Map<String, Object> all = new java.util.HashMap<>(defaults);
    all.put(field, value);
    return new Alias(eventClass, subclass, cmd, all, required);
  }

  /**
   * The same with mandatory fields of its own.
   *
   * @param fields canonical names
   * @return a copy
   */
  public Alias requiring(String... fields) {
    return new Alias(eventClass, subclass, cmd, defaults, List.of(fields));
  }
}
