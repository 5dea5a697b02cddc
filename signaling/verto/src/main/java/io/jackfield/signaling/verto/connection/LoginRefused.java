package io.jackfield.signaling.verto.connection;

import io.jackfield.signaling.verto.rpc.RpcError;

/** A log-in that is refused, or could not be checked. */
public final class LoginRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient RpcError error;
  private final boolean penalty;
  private final boolean close;

  /**
   * A refusal.
   *
   * @param error told to the client
   * @param penalty whether it counts as an attempt on a password
   * @param close whether the socket ends with it
   */
  public LoginRefused(RpcError error, boolean penalty, boolean close) {
    super(error.message());
    this.error = error;
    this.penalty = penalty;
    this.close = close;
  }

  RpcError error() {
    return error;
  }

  boolean penalty() {
    return penalty;
  }

  boolean close() {
    return close;
  }
}
