package io.jackfield.signaling.transport.http;

import io.jackfield.signaling.transport.connection.SendLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of a WebSocket endpoint.
 *
 * @param subprotocol the client must offer it, else its handshake gets 400; empty for any client,
 *     none then being selected
 * @param maxMessageBytes of a whole message, fragments joined; more closes with 1009
 * @param acceptBinary whether binary messages are delivered; else they close with 1003
 * @param pingInterval between our pings; zero for none. A client that has sent nothing at all,
 *     pongs included, for two intervals is gone
 * @param idleTimeout without an inbound byte until the close; zero for never
 * @param limits of each connection's outbound queue
 * @param origins allowed values of the {@code Origin} field, in lower case; empty for any
 */
public record WebSocketOptions(
    Optional<String> subprotocol,
    int maxMessageBytes,
    boolean acceptBinary,
    Duration pingInterval,
    Duration idleTimeout,
    SendLimits limits,
    Set<String> origins) {

  /** Copies the set. */
  public WebSocketOptions {
    origins = Set.copyOf(origins);
  }

  /** No subprotocol, 1 MiB, text only, no pings, no idle timeout, default limits, any origin. */
  public static WebSocketOptions defaults() {
    return new WebSocketOptions(
        Optional.empty(),
        1 << 20,
        false,
        Duration.ZERO,
        Duration.ZERO,
        SendLimits.defaults(),
        Set.of());
  }

  /** SIP over WebSocket (RFC 7118): subprotocol {@code sip}, 64 KiB, text and binary, pings. */
  public static WebSocketOptions sip() {
    return new WebSocketOptions(
        Optional.of("sip"),
        64 << 10,
        true,
        Duration.ofSeconds(30),
        Duration.ZERO,
        SendLimits.defaults(),
        Set.of());
  }

  /** The same with another longest message. */
  public WebSocketOptions withMaxMessageBytes(int bytes) {
    return new WebSocketOptions(
        subprotocol, bytes, acceptBinary, pingInterval, idleTimeout, limits, origins);
  }

  /** The same with another interval of our pings. */
  public WebSocketOptions withPingInterval(Duration interval) {
    return new WebSocketOptions(
        subprotocol, maxMessageBytes, acceptBinary, interval, idleTimeout, limits, origins);
  }

  /** The same with another idle timeout. */
  public WebSocketOptions withIdleTimeout(Duration timeout) {
    return new WebSocketOptions(
        subprotocol, maxMessageBytes, acceptBinary, pingInterval, timeout, limits, origins);
  }

  /** The same with other limits of the outbound queue. */
  public WebSocketOptions withLimits(SendLimits newLimits) {
    return new WebSocketOptions(
        subprotocol, maxMessageBytes, acceptBinary, pingInterval, idleTimeout, newLimits, origins);
  }

  /** The same with these allowed origins. */
  public WebSocketOptions withOrigins(Set<String> newOrigins) {
    return new WebSocketOptions(
        subprotocol, maxMessageBytes, acceptBinary, pingInterval, idleTimeout, limits, newOrigins);
  }
}
