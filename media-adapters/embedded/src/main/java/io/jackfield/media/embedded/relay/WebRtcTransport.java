package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.dtls.Fingerprint;
import io.jackfield.media.embedded.stun.HostCandidate;
import java.util.List;

/**
 * The ICE-lite, DTLS-SRTP transport of one bundle with one browser (RFC 8445 2.5, RFC 5764),
 * rtcp-mux always.
 */
public interface WebRtcTransport extends Transport {

  /** The local user fragment for {@code a=ice-ufrag}. Changes with {@link #restartIce}. */
  String localUfrag();

  /** The local password for {@code a=ice-pwd}; never logged. */
  String localPassword();

  /** The fingerprint for {@code a=fingerprint}. */
  Fingerprint localFingerprint();

  /** The host candidates, component 1; complete from the start (no gathering). */
  List<HostCandidate> localCandidates();

  /**
   * Starts, or after a new answer restarts, the transport with what the peer's SDP says. A repeated
   * start with equal values changes nothing; with new fingerprints or roles a new DTLS association
   * begins (RFC 8842 5.5). STUN checks are answered before the start too, DTLS is held.
   *
   * @param remote credentials, fingerprints and our DTLS role
   */
  void start(RemoteParameters remote);

  /**
   * Makes new local credentials for an ICE restart (RFC 8445 9); the old pair stays up until then.
   */
  void restartIce();
}
