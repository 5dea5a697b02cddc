package io.jackfield.gateway.id;

/**
 * Identifies a media session.
 *
 * @param value 1..128 characters, never blank
 */
public record SessionId(String value) {

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException when blank or longer than 128 characters
   */
  public SessionId {
    Ids.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
