package io.jackfield.signaling.sip.stack;

import io.jackfield.signaling.transport.tls.TlsIdentity;
import io.jackfield.signaling.transport.tls.TlsPeer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How servers we connect to over TLS are judged, and what they see of us.
 *
 * @param verify whether certificate and name must be right; false accepts anybody
 * @param authorities PEM file of trusted certificates; empty for the system's
 * @param identity our certificate for servers that ask for one
 */
public record ClientTls(
    boolean verify, Optional<Path> authorities, Optional<TlsIdentity> identity) {

  /** Certificates checked against the system's authorities, none of our own. */
  public static ClientTls defaults() {
    return new ClientTls(true, Optional.empty(), Optional.empty());
  }

  /** What the transport needs to connect to a domain (RFC 5922). */
  TlsPeer peer(String domain) {
    return new TlsPeer(domain, authorities, verify, identity);
  }
}
