package io.jackfield.appliance;

/** The gateway cannot start. The message is a sentence for the operator: what failed, and where. */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Makes one with its cause. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
