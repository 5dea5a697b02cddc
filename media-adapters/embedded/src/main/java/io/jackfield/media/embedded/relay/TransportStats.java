package io.jackfield.media.embedded.relay;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of a transport.
 *
 * @param remote the peer's address as selected by ICE or latched, when known
 * @param protection SRTP profile name, "RTP" when plain, "none" while not up
 * @param authenticationFailures packets that failed SRTP authentication
 * @param replays packets dropped as repeated or too old (RFC 3711 3.3.2)
 * @param malformed packets that are not RTP, RTCP, STUN or DTLS, or broken ones of these
 * @param strangers packets from another address than the latched one
 * @param streams one entry a stream, in order of addition
 */
public record TransportStats(
    Optional<InetSocketAddress> remote,
    String protection,
    long authenticationFailures,
    long replays,
    long malformed,
    long strangers,
    List<StreamStats> streams) {

  /** Copies the list. */
  public TransportStats {
    streams = List.copyOf(streams);
  }
}
