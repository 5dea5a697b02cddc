package io.jackfield.signaling.verto.connection;

/** WebSocket close codes (RFC 6455 section 7.4, ours from 4000). */
public final class CloseCodes {

  /** In order: idle, or punted. */
  public static final int NORMAL = 1000;

  /** The gateway stops. */
  public static final int GOING_AWAY = 1001;

  /** No JSON. */
  public static final int NOT_JSON = 1007;

  /** Too many failed log-ins, none in time, too much at once, a wrong speed test. */
  public static final int POLICY = 1008;

  /** Log in again: the session ended while this log-in was on its way. */
  public static final int TRY_AGAIN = 1013;

  /** A request of ours was not answered in time. */
  public static final int NO_ANSWER = 4000;

  /** The client does not read what is sent to it. */
  public static final int SLOW_CONSUMER = 4002;

  private CloseCodes() {}
}
