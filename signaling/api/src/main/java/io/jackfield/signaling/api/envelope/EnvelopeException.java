package io.jackfield.signaling.api.envelope;

/** A message that ends its connection. The message says what is wrong, without its content. */
public final class EnvelopeException extends Exception {

  private static final long serialVersionUID = 1L;

  /** RFC 6455 section 7.4.1: protocol error; here: JSON that is no message of the API. */
  public static final int MALFORMED = 1002;

  /** RFC 6455 section 7.4.1: data not consistent with its type; here: not a JSON object. */
  public static final int NOT_JSON = 1007;

  private final int closeCode;

  EnvelopeException(int closeCode, String message, Throwable cause) {
    super(message, cause);
    this.closeCode = closeCode;
  }

  EnvelopeException(String message) {
    this(MALFORMED, message, null);
  }

  /**
   * The WebSocket close code to give.
   *
   * @return {@link #MALFORMED} or {@link #NOT_JSON}
   */
  public int closeCode() {
    return closeCode;
  }
}
