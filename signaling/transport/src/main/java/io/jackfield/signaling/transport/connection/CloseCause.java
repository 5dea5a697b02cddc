package io.jackfield.signaling.transport.connection;

/**
 * Why a connection ended.
 *
 * @param kind who or what ended it
 * @param code WebSocket close code (RFC 6455 section 7.4): the peer's if it closed, else ours; 1006
 *     when the connection broke without one, 1005 when the peer gave none
 * @param reason in words; empty if the peer gave none
 */
public record CloseCause(Kind kind, int code, String reason) {

  /** Who or what ended a connection. */
  public enum Kind {
    /** The peer closed in order. */
    PEER,
    /** Our user closed it. */
    LOCAL,
    /** The connection broke: reset, or gone without a close frame. */
    BROKEN,
    /** Nothing was received for the idle timeout. */
    IDLE,
    /** The outbound queue stayed over its limit. */
    SLOW_CONSUMER,
    /** The peer broke the protocol of the transport (1002, 1003, 1007). */
    PROTOCOL,
    /** A message was longer than allowed (1009). */
    TOO_LARGE,
    /** The listener or the whole transport was closed (1001). */
    SHUTDOWN,
    /** A callback of our user failed (1011). */
    INTERNAL
  }

  /** A normal close by our user. */
  public static CloseCause local() {
    return new CloseCause(Kind.LOCAL, 1000, "");
  }
}
