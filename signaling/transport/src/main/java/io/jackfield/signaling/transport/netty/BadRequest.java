package io.jackfield.signaling.transport.netty;

/** A request the server refuses by itself; the connection is closed after the answer. */
final class BadRequest extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  BadRequest(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
