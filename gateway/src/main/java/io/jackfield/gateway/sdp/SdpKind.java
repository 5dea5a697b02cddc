package io.jackfield.gateway.sdp;

/** What transport a description speaks of. */
public enum SdpKind {
  /** ICE and DTLS-SRTP, as a browser. */
  WEBRTC,
  /** Plain RTP, or SRTP with keys in the description (RFC 4568), as a phone. */
  RTP
}
