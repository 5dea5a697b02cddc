package io.jackfield.gateway.id;

/**
 * Identifies a party of a call, the caller or one invited destination.
 *
 * @param value 1..128 characters, never blank
 */
public record LegId(String value) {

  /** The caller of any call. */
  public static final LegId CALLER = new LegId("caller");

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException when blank or longer than 128 characters
   */
  public LegId {
    Ids.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
