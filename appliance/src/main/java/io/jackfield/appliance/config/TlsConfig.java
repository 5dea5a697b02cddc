package io.jackfield.appliance.config;

import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The certificate of every TLS listener. Without files one is made at start and its fingerprint
 * logged.
 *
 * @param certificate PEM, ours first, then intermediates; reloaded when it changes
 * @param key PEM, not encrypted
 * @param clientAuthorities PEM; if given, clients must show a certificate that these sign
 */
public record TlsConfig(
    Optional<Path> certificate, Optional<Path> key, Optional<Path> clientAuthorities) {

  /** The certificate of a service's own listeners, if it has one. */
  static TlsConfig ofService(Section service) {
    return checked(
        service, "tls_certfile", "tls_keyfile", service.text("tls_cacertfile").map(Path::of));
  }

  static TlsConfig read(Section section) {
    try (section) {
      return checked(section, "certificate_file", "key_file", Optional.empty());
    }
  }

  private static TlsConfig checked(
      Section section, String certificate, String key, Optional<Path> authorities) {
    TlsConfig config =
        new TlsConfig(
            section.text(certificate).map(Path::of), section.text(key).map(Path::of), authorities);
    if (config.certificate.isPresent() != config.key.isPresent()) {
      section.problem(certificate, "needs " + key + " beside it, and the other way round");
    }
    return config;
  }

  /** The identity they make; empty without files. */
  public Optional<TlsIdentity> identity() {
    return certificate.flatMap(
        file -> key.map(secret -> new TlsIdentity.Files(file, secret, clientAuthorities)));
  }
}
