package io.jackfield.signaling.transport.connection;

import java.io.IOException;
import java.net.InetSocketAddress;

/** An address could not be bound. The message names it and says what to do about it. */
public final class ListenException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What stood in the way. */
  public enum Reason {
    /** Another socket has the port. */
    IN_USE,
    /** The port is privileged and we are not. */
    NO_PERMISSION,
    /** No interface of this host has the address. */
    NO_SUCH_ADDRESS,
    /** Anything else. */
    OTHER
  }

  private final Reason reason;
  private final InetSocketAddress address;

  /** Makes one; the cause is the system's own error. */
  public ListenException(
      Reason reason, InetSocketAddress address, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.address = address;
  }

  /** What stood in the way. */
  public Reason reason() {
    return reason;
  }

  /** The address asked for. */
  public InetSocketAddress address() {
    return address;
  }
}
