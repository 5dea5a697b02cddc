package io.jackfield.signaling.api.command;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;

/**
 * Who may use a command.
 *
 * @param rule in words, for the documents
 * @param check throws when denied
 */
public record Permission(String rule, Check check) {

  /** Looks at a validated request. */
  @FunctionalInterface
  public interface Check {

    /**
     * Returns when permitted.
     *
     * @param request validated
     * @throws FailureException {@code unauthorized} for a denied object, {@code ..._not_found} for
     *     an absent one
     */
    void check(Invocation request);
  }

  /** Everybody, before the login too. */
  public static final Permission ANYBODY = new Permission("before the login too", request -> {});

  /** Every logged-in connection. */
  public static final Permission LOGGED_IN =
      new Permission("any connection after its login", Invocation::who);

  /**
   * Denies.
   *
   * @return {@code unauthorized}
   */
  public static FailureException denied() {
    return FailureException.of(Reason.UNAUTHORIZED);
  }
}
