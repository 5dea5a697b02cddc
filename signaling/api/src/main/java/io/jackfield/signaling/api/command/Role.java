package io.jackfield.signaling.api.command;

/** What a connection may do (protocol.md, "Permissions"). */
public enum Role {
  /** Administrator of the whole gateway. */
  CORE_ADMIN,
  /** Administrator of one service. */
  SERVICE_ADMIN,
  /** Anybody else. */
  USER;

  /**
   * Whether it is one of the administrators.
   *
   * @return false for a user
   */
  public boolean admin() {
    return this != USER;
  }
}
