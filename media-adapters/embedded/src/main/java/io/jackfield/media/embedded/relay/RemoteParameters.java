package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.dtls.DtlsRole;
import io.jackfield.media.embedded.dtls.Fingerprint;
import java.util.List;

/**
 * What the peer's description says about ICE and DTLS.
 *
 * @param ufrag {@code a=ice-ufrag}
 * @param password {@code a=ice-pwd}; a lite agent sends no checks, so it is kept for completeness
 * @param fingerprints {@code a=fingerprint} lines, at least one of them with a known hash
 * @param localRole our role: server when the peer is active or actpass, client when it is passive
 */
public record RemoteParameters(
    String ufrag, String password, List<Fingerprint> fingerprints, DtlsRole localRole) {

  /** Copies the list and refuses an empty one. */
  public RemoteParameters {
    fingerprints = List.copyOf(fingerprints);
    if (fingerprints.isEmpty()) {
      throw new IllegalArgumentException("no fingerprint");
    }
  }

  /** Names neither password nor fingerprints: the value may reach a log. */
  @Override
  public String toString() {
    return "RemoteParameters[ufrag=" + ufrag + ", localRole=" + localRole + "]";
  }
}
