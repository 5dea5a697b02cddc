package io.jackfield.media.embedded.relay;

/**
 * A snapshot of one stream, both ways.
 *
 * @param kind audio or video
 * @param packetsReceived RTP packets accepted from the peer
 * @param bytesReceived their payload bytes
 * @param packetsLost packets the peer sent that did not arrive (RFC 3550 6.4.1), may be negative
 * @param jitterMillis interarrival jitter of what we receive, ms
 * @param packetsSent RTP packets sent to the peer
 * @param bytesSent their payload bytes
 * @param packetsLostByPeer loss the peer reports, from its last report
 * @param jitterByPeerMillis jitter the peer reports, ms
 * @param roundTripMillis round trip from the peer's last report, ms; negative while unknown
 * @param packetsUnmatched packets from the source dropped for want of a common format
 * @param packetsMuted packets from the peer dropped or silenced by mute
 * @param keyFrameRequests PLI and FIR sent to the peer
 * @param packetsRepeated packets sent once more because the peer missed them
 */
public record StreamStats(
    MediaKind kind,
    long packetsReceived,
    long bytesReceived,
    long packetsLost,
    double jitterMillis,
    long packetsSent,
    long bytesSent,
    long packetsLostByPeer,
    double jitterByPeerMillis,
    double roundTripMillis,
    long packetsUnmatched,
    long packetsMuted,
    long keyFrameRequests,
    long packetsRepeated) {}
