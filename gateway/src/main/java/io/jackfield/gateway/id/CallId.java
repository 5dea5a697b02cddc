package io.jackfield.gateway.id;

/**
 * Identifies a call.
 *
 * @param value 1..128 characters, never blank
 */
public record CallId(String value) {

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException when blank or longer than 128 characters
   */
  public CallId {
    Ids.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
