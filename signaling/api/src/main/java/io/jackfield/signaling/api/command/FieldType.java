package io.jackfield.signaling.api.command;

import java.util.List;
import java.util.OptionalLong;

/**
 * The type of a field: how it is described and how it is read.
 *
 * @param name {@code text}, {@code integer}, {@code boolean}, {@code object}, {@code any}, ...
 * @param min smallest value of an integer
 * @param max largest value of an integer
 * @param values allowed values of a text, empty for any
 * @param nullable whether a JSON null is a value
 * @param reader turns JSON into the value handlers see
 */
public record FieldType(
    String name,
    OptionalLong min,
    OptionalLong max,
    List<String> values,
    boolean nullable,
    Reader reader) {

  /** Turns a JSON-like value into what handlers see. */
  @FunctionalInterface
  public interface Reader {

    /**
     * Reads a value.
     *
     * @param field the field's name, for the error
     * @param raw JSON-like value, may be null for a JSON null
     * @return the value, null only for {@code any} and nullable types
     * @throws io.jackfield.gateway.failure.FailureException {@code syntax_error} with the field
     */
    Object read(String field, Object raw);
  }

  /** Copies the list. */
  public FieldType {
    values = List.copyOf(values);
  }

  /**
   * A type that takes no null.
   *
   * @param name its name in documents
   * @param min smallest value of an integer
   * @param max largest value of an integer
   * @param values allowed values of a text, empty for any
   * @param reader how it is read
   */
  public FieldType(
      String name, OptionalLong min, OptionalLong max, List<String> values, Reader reader) {
    this(name, min, max, values, false, reader);
  }

  /**
   * The same type with null as a value of its own.
   *
   * @return a copy; handlers see null
   */
  public FieldType orNull() {
    return new FieldType(
        name, min, max, values, true, (field, raw) -> raw == null ? null : reader.read(field, raw));
  }

  /**
   * A type without range or list of values.
   *
   * @param name its name in documents
   * @param reader how it is read
   * @return a new type
   */
  public static FieldType of(String name, Reader reader) {
    return new FieldType(name, OptionalLong.empty(), OptionalLong.empty(), List.of(), reader);
  }
}
