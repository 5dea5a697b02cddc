package io.jackfield.signaling.api.frame;

/** A stream whose bytes are no frames of ours; it ends with its connection. */
public final class FrameException extends Exception {

  private static final long serialVersionUID = 1L;

  /** RFC 6455 section 7.4.1, for streams too: not UTF-8. */
  static final int NOT_UTF8 = 1007;

  /** RFC 6455 section 7.4.1, for streams too: longer than allowed. */
  static final int TOO_LARGE = 1009;

  private final int closeCode;

  FrameException(int closeCode, String message) {
    super(message);
    this.closeCode = closeCode;
  }

  /**
   * The code a WebSocket would close with, for the log.
   *
   * @return {@link #NOT_UTF8} or {@link #TOO_LARGE}
   */
  public int closeCode() {
    return closeCode;
  }
}
