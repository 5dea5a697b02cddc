package io.jackfield.gateway.id;

/** The rule every identifier keeps. */
final class Ids {

  private static final int MAX_LENGTH = 128;

  private Ids() {}

  static void check(String value) {
    if (value.isBlank() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an id has 1.." + MAX_LENGTH + " characters");
    }
  }
}
