package io.jackfield.signaling.sip.auth;

/** What became of a request's credentials. */
public sealed interface AuthResult {

  /**
   * They are right.
   *
   * @param user who it is; empty if no authentication is asked for
   */
  record Authenticated(String user) implements AuthResult {}

  /**
   * A challenge must be sent.
   *
   * @param stale the password may be right, only the nonce is too old
   * @param offence reason to log; empty for a request that simply brought no credentials
   */
  record Challenge(boolean stale, String offence) implements AuthResult {}

  /** Whoever was asked said no. */
  record Denied() implements AuthResult {}
}
