package io.jackfield.signaling.transport.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where our certificate and key come from. */
public sealed interface TlsIdentity {

  /**
   * PEM files, read when the listener opens and again whenever they change; connections stay open.
   * A change that cannot be read is logged and the old identity kept.
   *
   * @param certificate our certificate, then intermediates
   * @param key private key: PKCS#8, PKCS#1 or SEC1 EC, not encrypted
   * @param clientAuthorities if present, clients must show a certificate that these sign
   */
  record Files(Path certificate, Path key, Optional<Path> clientAuthorities)
      implements TlsIdentity {}

  /**
   * A certificate made at start (ECDSA P-256), valid for a year; its fingerprint is logged.
   *
   * @param names DNS names and IP addresses it is for; the first is its subject
   */
  record SelfSigned(List<String> names) implements TlsIdentity {
    /** Copies the list, which must not be empty. */
    public SelfSigned {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("a self-signed identity needs a name");
      }
    }
  }

  /** Files without client certificates. */
  static TlsIdentity files(Path certificate, Path key) {
    return new Files(certificate, key, Optional.empty());
  }

  /** A certificate of our own for these names. */
  static TlsIdentity selfSigned(String... names) {
    return new SelfSigned(List.of(names));
  }
}
