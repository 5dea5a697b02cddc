package io.jackfield.signaling.sip.auth;

import java.util.Optional;

/** Where the HA1 values of users come from. Must not block. */
@FunctionalInterface
public interface Credentials {

  /**
   * Looks a user up.
   *
   * @param user name as in the Authorization header
   * @return lower-case hex HA1 for the realm, empty if there is no such user or no HA1 of that
   *     algorithm
   */
  Optional<String> ha1(String user, DigestAlgorithm algorithm);
}
