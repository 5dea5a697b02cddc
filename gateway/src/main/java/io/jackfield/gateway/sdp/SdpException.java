package io.jackfield.gateway.sdp;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;

/** A session description, or a part of one, that is not what it must be: {@code invalid_sdp}. */
public final class SdpException extends FailureException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String expected;

  /** A fault in a text that stands alone (a candidate, a fingerprint). */
  SdpException(String expected) {
    this(0, expected);
  }

  /** A fault in the given line, counted from 1. */
  SdpException(int line, String expected) {
    super(
        Failure.of(Reason.INVALID_SDP),
        line == 0 ? "Invalid SDP: " + expected : "Invalid SDP, line " + line + ": " + expected,
        null);
    this.line = line;
    this.expected = expected;
  }

  /** The line at fault, counted from 1; 0 if the text at fault is no part of a description. */
  public int line() {
    return line;
  }

  /** What was expected, and what was found where that is no secret. */
  public String expected() {
    return expected;
  }
}
