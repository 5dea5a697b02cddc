package io.jackfield.signaling.api.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who a connection is after its login.
 *
 * @param connection the connection's id, {@code session_id} of the login
 * @param user user name
 * @param role what it may do
 * @param login the fields of the login that are the client's own business
 * @param meta what a holder of the login hook wants kept
 */
public record Identity(
    String connection,
    String user,
    Role role,
    Map<String, Object> login,
    Map<String, Object> meta) {

  /** Copies the maps, keeping their order. */
  public Identity {
    login = copy(login);
    meta = copy(meta);
  }

  /**
   * The same with another role.
   *
   * @param other the role
   * @return a copy
   */
  public Identity as(Role other) {
    return new Identity(connection, user, other, login, meta);
  }

  private static Map<String, Object> copy(Map<String, Object> map) {
    return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
