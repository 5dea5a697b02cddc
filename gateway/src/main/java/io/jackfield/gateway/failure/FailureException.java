package io.jackfield.gateway.failure;

/** Carries a {@link Failure} out of a computation that cannot go on. */
public class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** An exception for this failure; its message is "name (code): text". */
  public FailureException(Failure failure) {
    this(failure, null);
  }

  /**
   * An exception for this failure.
   *
   * @param cause what led to it, or null if nothing did
   */
  public FailureException(Failure failure, Throwable cause) {
    this(failure, failure.name() + " (" + failure.code() + "): " + failure.text(), cause);
  }

  /**
   * An exception for this failure with a message of its own.
   *
   * @param message what happened, for people; the failure's text is what others are told
   * @param cause what led to it, or null if nothing did
   */
  public FailureException(Failure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  /** Short for a failure of that reason with the blanks of its text filled. */
  public static FailureException of(Reason reason, Object... args) {
    return new FailureException(Failure.of(reason, args));
  }

  /** What went wrong. */
  public Failure failure() {
    return failure;
  }
}
