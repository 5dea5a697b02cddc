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
 * @param reader turns JSON into the value handlers see
 */
public record FieldType(
    String name, OptionalLong min, OptionalLong max, List<String> values, Reader reader) {

  /** Turns a JSON-like value into what handlers see. */
  @FunctionalInterface
  public interface Reader {

    /**
     * Reads a value.
     *
     * @param field the field's name, for the error
     * @param raw JSON-like value, may be null for a JSON null
     * @return the value, never null except for {@code any}
     * @throws io.jackfield.gateway.failure.FailureException {@code syntax_error} with the field
     */
    Object read(String field, Object raw);
  }

  /** Copies the list. */
  public FieldType {
    values = List.copyOf(values);
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
