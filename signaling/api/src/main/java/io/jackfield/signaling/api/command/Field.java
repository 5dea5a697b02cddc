package io.jackfield.signaling.api.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One field of a command.
 *
 * @param name canonical name
 * @param type type and range
 * @param mandatory its absence is {@code missing_field}
 * @param fallback value when absent
 * @param aliases older names, tried in this order when the name itself is absent
 * @param inverse older name of a boolean with the opposite meaning
 * @param description what it means, for the documents
 * @param otherwise what its absence means where {@code fallback} does not say it, for the documents
 */
public record Field(
    String name,
    FieldType type,
    boolean mandatory,
    Optional<Object> fallback,
    List<String> aliases,
    Optional<String> inverse,
    String description,
    Optional<String> otherwise) {

  /** Copies the list. */
  public Field {
    aliases = List.copyOf(aliases);
  }

  private static Field of(String name, FieldType type) {
    return new Field(
        name, type, false, Optional.empty(), List.of(), Optional.empty(), "", Optional.empty());
  }

  /**
   * A text.
   *
   * @param name its name
   * @return optional, without default
   */
  public static Field text(String name) {
    return of(name, FieldTypes.TEXT);
  }

  /**
   * An id of something.
   *
   * @param name its name
   * @return optional, without default
   */
  public static Field id(String name) {
    return of(name, FieldTypes.ID);
  }

  /**
   * A boolean.
   *
   * @param name its name
   * @return optional, without default
   */
  public static Field bool(String name) {
    return of(name, FieldTypes.BOOLEAN);
  }

  /**
   * An integer in a range.
   *
   * @param name its name
   * @param min smallest value
   * @param max largest value
   * @return optional, without default
   */
  public static Field integer(String name, long min, long max) {
    return of(name, FieldTypes.integer(min, max));
  }

  /**
   * One of some words.
   *
   * @param name its name
   * @param values the words
   * @return optional, without default
   */
  public static Field choice(String name, String... values) {
    return of(name, FieldTypes.choice(values));
  }

  /**
   * A JSON object.
   *
   * @param name its name
   * @return optional; absent reads as an empty object
   */
  public static Field object(String name) {
    return of(name, FieldTypes.OBJECT).orElse(Map.of());
  }

  /**
   * Any JSON value.
   *
   * @param name its name
   * @return optional, without default
   */
  public static Field any(String name) {
    return of(name, FieldTypes.ANY);
  }

  /**
   * A field of a type of its own.
   *
   * @param name its name
   * @param type its type
   * @return optional, without default
   */
  public static Field typed(String name, FieldType type) {
    return of(name, type);
  }

  /**
   * The same field, which also takes null.
   *
   * @return a copy
   */
  public Field orNull() {
    return new Field(
        name, type.orNull(), mandatory, fallback, aliases, inverse, description, otherwise);
  }

  /**
   * The same field, mandatory.
   *
   * @return a copy
   */
  public Field required() {
    return new Field(name, type, true, fallback, aliases, inverse, description, otherwise);
  }

  /**
   * The same field with a default.
   *
   * @param value the value handlers see when it is absent
   * @return a copy
   */
  public Field orElse(Object value) {
    return new Field(
        name, type, mandatory, Optional.of(value), aliases, inverse, description, otherwise);
  }

  /**
   * The same field with older names.
   *
   * @param names added after those it has
   * @return a copy
   */
  public Field alias(String... names) {
    List<String> all = new ArrayList<>(aliases);
    all.addAll(List.of(names));
    return new Field(name, type, mandatory, fallback, all, inverse, description, otherwise);
  }

  /**
   * The same boolean with an older name of the opposite meaning.
   *
   * @param older e.g. {@code use_audio} for {@code mute_audio}
   * @return a copy
   */
  public Field inverseOf(String older) {
    return new Field(
        name, type, mandatory, fallback, aliases, Optional.of(older), description, otherwise);
  }

  /**
   * The same field with a description.
   *
   * @param words what it means, one sentence without its full stop
   * @return a copy
   */
  public Field says(String words) {
    return new Field(name, type, mandatory, fallback, aliases, inverse, words, otherwise);
  }

  /**
   * The same field with words for its absence, for a default that is made when the command runs.
   *
   * @param words e.g. {@code a new UUID}
   * @return a copy
   */
  public Field otherwise(String words) {
    return new Field(
        name, type, mandatory, fallback, aliases, inverse, description, Optional.of(words));
  }
}
