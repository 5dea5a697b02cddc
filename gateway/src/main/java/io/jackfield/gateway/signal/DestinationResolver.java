package io.jackfield.gateway.signal;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Finds the endpoints behind a callee name; each protocol module registers one for its type ({@code
 * user}, {@code session}, {@code sip}, {@code verto}).
 */
@FunctionalInterface
public interface DestinationResolver {

  /**
   * Looks a name up.
   *
   * @param callee name without prefix, e.g. {@code 1001}
   * @param callerConnection the caller's own API connection, never invited for {@code user} and
   *     {@code all}
   * @return the endpoints and whether the name exists at all; the gateway puts a deadline on it
   */
  CompletionStage<Resolution> resolve(String callee, Optional<String> callerConnection);
}
