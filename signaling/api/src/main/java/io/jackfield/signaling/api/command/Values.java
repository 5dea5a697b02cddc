package io.jackfield.signaling.api.command;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The checked fields of one request. */
public final class Values {

  private final Map<String, Object> given;
  private final Map<String, Object> fallbacks;
  private final Map<String, Object> rest;
  private final boolean open;
  private final Set<String> older;

  Values(
      Map<String, Object> given,
      Map<String, Object> fallbacks,
      Map<String, Object> rest,
      boolean open,
      Set<String> older) {
    this.given = given;
    this.fallbacks = fallbacks;
    this.rest = rest;
    this.open = open;
    this.older = older;
  }

  /**
   * Whether the client gave the field.
   *
   * @param name canonical name
   * @return false when only its default is there
   */
  public boolean has(String name) {
    return given.containsKey(name);
  }

  /**
   * Whether the client gave a field by that older name.
   *
   * @param name the older name
   * @return true also when the canonical name, which wins, was given too
   */
  public boolean spelled(String name) {
    return older.contains(name);
  }

  /**
   * A field as its type reads it.
   *
   * @param type expected class
   * @param name canonical name
   * @param <T> expected class
   * @return its value, else its default, else empty
   */
  public <T> Optional<T> find(Class<T> type, String name) {
    Object value = given.containsKey(name) ? given.get(name) : fallbacks.get(name);
    return Optional.ofNullable(value).map(type::cast);
  }

  /**
   * A field that is mandatory or has a default.
   *
   * @param type expected class
   * @param name canonical name
   * @param <T> expected class
   * @return its value
   */
  public <T> T get(Class<T> type, String name) {
    return find(type, name)
        .orElseThrow(() -> new IllegalStateException("the table gives '" + name + "' no default"));
  }

  /**
   * A text that is mandatory or has a default.
   *
   * @param name canonical name
   * @return its value
   */
  public String text(String name) {
    return get(String.class, name);
  }

  /**
   * A text that may be absent.
   *
   * @param name canonical name
   * @return its value, else its default, else empty
   */
  public Optional<String> maybe(String name) {
    return find(String.class, name);
  }

  /**
   * A boolean that is mandatory or has a default.
   *
   * @param name canonical name
   * @return its value
   */
  public boolean flag(String name) {
    return get(Boolean.class, name);
  }

  /**
   * An integer that is mandatory or has a default.
   *
   * @param name canonical name
   * @return its value
   */
  public int number(String name) {
    return Math.toIntExact(get(Long.class, name));
  }

  /**
   * An object; absent reads as empty.
   *
   * @param name canonical name
   * @return JSON-like object
   */
  @SuppressWarnings("unchecked") // JSON objects have string keys
  public Map<String, Object> object(String name) {
    return find(Map.class, name).orElse(Map.of());
  }

  /**
   * Fields the table does not know and the client should be told of.
   *
   * @return names in the order of the message; none for a command that takes any field
   */
  public List<String> unknown() {
    return open ? List.of() : List.copyOf(rest.keySet());
  }

  /**
   * Fields the table does not know, with their values.
   *
   * @return in the order of the message
   */
  public Map<String, Object> others() {
    return Collections.unmodifiableMap(rest);
  }
}
