package io.jackfield.media.embedded.relay;

/**
 * What a plane has open and what it has thrown away.
 *
 * @param webRtcTransports WebRTC transports open now
 * @param rtpTransports RTP transports open now
 * @param handshakes DTLS handshakes running now
 * @param rtpPortsFree RTP port pairs that could be handed out now
 * @param packetsRelayed packets sent on from one stream to another since the start
 * @param badStun STUN packets refused: unparsable, unknown user fragment or wrong integrity
 * @param strayDtls DTLS packets from an address without a STUN check
 * @param strayMedia SRTP and SRTCP packets from an address without a STUN check
 * @param unknown packets of none of these kinds (RFC 7983)
 */
public record PlaneCounters(
    int webRtcTransports,
    int rtpTransports,
    int handshakes,
    int rtpPortsFree,
    long packetsRelayed,
    long badStun,
    long strayDtls,
    long strayMedia,
    long unknown) {

  /**
   * The sum of two counts.
   *
   * @param other the other
   * @return field by field
   */
  PlaneCounters plus(PlaneCounters other) {
    return new PlaneCounters(
        webRtcTransports + other.webRtcTransports,
        rtpTransports + other.rtpTransports,
        handshakes + other.handshakes,
        rtpPortsFree + other.rtpPortsFree,
        packetsRelayed + other.packetsRelayed,
        badStun + other.badStun,
        strayDtls + other.strayDtls,
        strayMedia + other.strayMedia,
        unknown + other.unknown);
  }
}
