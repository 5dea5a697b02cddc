package io.jackfield.signaling.transport.stream;

import io.jackfield.signaling.transport.connection.SendLimits;
import io.jackfield.signaling.transport.tls.TlsPeer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of one outgoing connection.
 *
 * @param local address to bind first; empty for the system's choice
 * @param tls whom we expect; empty for plain TCP
 * @param limits of the outbound queue
 * @param connectTimeout for TCP and TLS together
 * @param idleTimeout without an inbound byte until the close; zero for never
 */
public record StreamConnectOptions(
    Optional<InetSocketAddress> local,
    Optional<TlsPeer> tls,
    SendLimits limits,
    Duration connectTimeout,
    Duration idleTimeout) {

  /** Plain TCP, default limits, 5 s to connect, no idle timeout. */
  public static StreamConnectOptions tcp() {
    return new StreamConnectOptions(
        Optional.empty(),
        Optional.empty(),
        SendLimits.defaults(),
        Duration.ofSeconds(5),
        Duration.ZERO);
  }

  /** The same over TLS. */
  public static StreamConnectOptions tls(TlsPeer peer) {
    return new StreamConnectOptions(
        Optional.empty(),
        Optional.of(peer),
        SendLimits.defaults(),
        Duration.ofSeconds(5),
        Duration.ZERO);
  }
}
