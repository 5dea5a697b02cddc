package io.jackfield.signaling.api.command;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.util.Optional;

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

  /**
   * Denies in the words of whoever decided.
   *
   * @param reason why, in place of the usual text
   * @return {@code unauthorized}
   */
  public static FailureException denied(Optional<String> reason) {
    Failure usual = Failure.of(Reason.UNAUTHORIZED);
    return new FailureException(
        reason
            .filter(text -> !text.isBlank())
            .map(text -> new Failure(usual.name(), usual.code(), text, usual.signalling()))
            .orElse(usual));
  }
}
