package io.jackfield.appliance.store;

/** The store failed. The message is a sentence for the operator. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
