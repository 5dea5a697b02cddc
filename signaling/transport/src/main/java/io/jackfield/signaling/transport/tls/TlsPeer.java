package io.jackfield.signaling.transport.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom a client expects on the other side of TLS.
 *
 * @param serverName sent as SNI and, if {@code verify}, matched with the certificate
 * @param authorities PEM file of trusted certificates; empty for the system's
 * @param verify whether certificate and name must match; false accepts any peer
 * @param identity our own certificate, if the server asks for one
 */
public record TlsPeer(
    String serverName, Optional<Path> authorities, boolean verify, Optional<TlsIdentity> identity) {

  /** A server whose certificate the system trusts. */
  public static TlsPeer named(String serverName) {
    return new TlsPeer(serverName, Optional.empty(), true, Optional.empty());
  }
}
