package io.jackfield.signaling.sip.message;

/**
 * One header line, unfolded.
 *
 * @param name as it was written, trimmed
 * @param canonical the long form of the name in canonical letters if it is one we read, else as
 *     written
 * @param value after the colon, trimmed
 */
public record HeaderLine(String name, String canonical, String value) {

  static HeaderLine of(String name, String value) {
    return new HeaderLine(name, HeaderNames.canonical(name), value);
  }
}
