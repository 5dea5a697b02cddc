package io.jackfield.signaling.transport.stream;

import io.jackfield.signaling.transport.connection.SendLimits;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of a raw listener.
 *
 * @param tls our identity; empty for plain TCP
 * @param limits of each connection's outbound queue
 * @param idleTimeout without an inbound byte until the close; zero for never
 * @param maxConnections open at once; further ones are closed as they come
 */
public record StreamOptions(
    Optional<TlsIdentity> tls, SendLimits limits, Duration idleTimeout, int maxConnections) {

  /** Plain TCP, default limits, no idle timeout, 100,000 connections. */
  public static StreamOptions tcp() {
    return new StreamOptions(Optional.empty(), SendLimits.defaults(), Duration.ZERO, 100_000);
  }

  /** The same over TLS. */
  public static StreamOptions tls(TlsIdentity identity) {
    return new StreamOptions(Optional.of(identity), SendLimits.defaults(), Duration.ZERO, 100_000);
  }

  /** The same with another idle timeout. */
  public StreamOptions withIdleTimeout(Duration timeout) {
    return new StreamOptions(tls, limits, timeout, maxConnections);
  }

  /** The same with other limits of the outbound queue. */
  public StreamOptions withLimits(SendLimits newLimits) {
    return new StreamOptions(tls, newLimits, idleTimeout, maxConnections);
  }
}
