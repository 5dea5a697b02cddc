package io.jackfield.signaling.transport;

import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.TransportKind;
import java.util.Map;

/**
 * Counters of a {@link Transport}, all since its start except where said.
 *
 * @param open connections open now, by kind (UDP counts sockets); plain HTTP is counted in {@link
 *     #httpOpen}
 * @param accepted connections accepted or opened, by kind
 * @param closed connections closed, by reason
 * @param bytesIn payload bytes received, all kinds
 * @param bytesOut payload bytes sent, all kinds
 * @param queuedMessages messages waiting to be written now
 * @param queuedBytes bytes waiting to be written now
 * @param httpOpen HTTP and HTTPS connections open now that are no WebSockets
 * @param httpRequests HTTP requests answered
 * @param httpRefused HTTP requests answered by the server itself with a 4xx or 5xx status
 * @param handshakesFailed TLS handshakes failed
 */
public record TransportStatistics(
    Map<TransportKind, Long> open,
    Map<TransportKind, Long> accepted,
    Map<CloseCause.Kind, Long> closed,
    long bytesIn,
    long bytesOut,
    long queuedMessages,
    long queuedBytes,
    long httpOpen,
    long httpRequests,
    long httpRefused,
    long handshakesFailed) {

  /** Copies the maps. */
  public TransportStatistics {
    open = Map.copyOf(open);
    accepted = Map.copyOf(accepted);
    closed = Map.copyOf(closed);
  }
}
