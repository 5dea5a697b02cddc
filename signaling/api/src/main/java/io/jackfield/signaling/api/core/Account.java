package io.jackfield.signaling.api.core;

import io.jackfield.gateway.user.SaltedHash;
import java.util.Optional;

/**
 * An administrator.
 *
 * @param user name
 * @param password empty: nobody can log in with this name
 */
public record Account(String user, Optional<SaltedHash> password) {

  /** Shows the name alone. */
  @Override
  public String toString() {
    return "Account[" + user + "]";
  }
}
