package io.jackfield.signaling.transport.json;

/** Text that is not acceptable JSON. The message says where, without quoting the text. */
public final class JsonException extends Exception {

  private static final long serialVersionUID = 1L;

  JsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
