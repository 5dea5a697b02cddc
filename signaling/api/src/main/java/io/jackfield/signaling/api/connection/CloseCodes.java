package io.jackfield.signaling.api.connection;

import java.util.List;

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

  /**
   * Every code a client may see, those of the transport included.
   *
   * @return by number
   */
  public static List<CloseCode> table() {
    return List.of(
        new CloseCode(1000, "`core/session/stop`"),
        new CloseCode(GOING_AWAY, "the service stops"),
        new CloseCode(1002, "no message of the API, or a field of the envelope has a wrong type"),
        new CloseCode(1003, "a binary message"),
        new CloseCode(1007, "no JSON object, a duplicate key, or invalid UTF-8"),
        new CloseCode(POLICY, "no login within 30 s, ten failed logins, or too many open requests"),
        new CloseCode(1009, "a message over `max_message_size`"),
        new CloseCode(INTERNAL, "a failure of the gateway"),
        new CloseCode(NO_ANSWER, "a request of the gateway was not answered in time"),
        new CloseCode(SESSION_ID, "the wanted `session_id` is invalid or in use"),
        new CloseCode(SLOW_CONSUMER, "the client does not read what is sent to it"));
  }
}
