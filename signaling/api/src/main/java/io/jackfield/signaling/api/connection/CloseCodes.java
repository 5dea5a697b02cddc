package io.jackfield.signaling.api.connection;

/** WebSocket close codes of the API (protocol.md, "Abnormal input"). */
public final class CloseCodes {

  /** The service stops. */
  public static final int GOING_AWAY = 1001;

  /** Too many failed logins, or none in time. */
  public static final int POLICY = 1008;

  /** A failure of ours. */
  public static final int INTERNAL = 1011;

  /** The client did not answer in time. */
  public static final int NO_ANSWER = 4000;

  /** Invalid or duplicated session id. */
  public static final int SESSION_ID = 4001;

  /** The client does not read what is sent to it. */
  public static final int SLOW_CONSUMER = 4002;

  private CloseCodes() {}
}
