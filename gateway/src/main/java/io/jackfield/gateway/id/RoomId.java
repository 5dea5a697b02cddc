package io.jackfield.gateway.id;

/**
 * Identifies a room.
 *
 * @param value 1..128 characters, never blank
 */
public record RoomId(String value) {

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException when blank or longer than 128 characters
   */
  public RoomId {
    Ids.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
