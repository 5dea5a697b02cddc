package io.jackfield.gateway.user;

import java.util.Map;

/**
 * A static user.
 *
 * @param name unique in its service
 * @param password salted hash
 * @param ha1 digest HA1 in lower-case hex by algorithm name ({@code MD5}, {@code SHA-256}), made
 *     for the service's realm
 */
public record User(String name, SaltedHash password, Map<String, String> ha1) {

  /** Copies the map. */
  public User {
    ha1 = Map.copyOf(ha1);
  }

  /** Shows the name alone: hashes stay out of logs. */
  @Override
  public String toString() {
    return "User[" + name + "]";
  }
}
