package io.jackfield.signaling.sip.message;

/**
 * One header line, unfolded.
 *
 * @param name as it was written, trimmed
 * @param value after the colon, trimmed
 */
public record HeaderLine(String name, String value) {

  /** The long form of the name in canonical letters if it is one we read, else as written. */
  String canonical() {
    return HeaderNames.canonical(name);
  }
}
