package io.jackfield.gateway.session;

/**
 * Names a timer of a session; starting one that runs replaces it.
 *
 * @param kind what it is for
 * @param token the waiting caller for {@link Kind#REPLY}, else 0
 */
public record TimerKey(Kind kind, long token) {

  /** What timers are for. */
  public enum Kind {
    /** Not both descriptions in time. */
    WAIT,
    /** The longest life. */
    READY,
    /** Collecting candidates of the client. */
    CLIENT_CANDIDATES,
    /** Collecting candidates of the engine. */
    ENGINE_CANDIDATES,
    /** Somebody waits for an offer or answer. */
    REPLY
  }

  /**
   * A timer there is one of.
   *
   * @param kind what it is for
   * @return its key
   */
  public static TimerKey of(Kind kind) {
    return new TimerKey(kind, 0);
  }
}
