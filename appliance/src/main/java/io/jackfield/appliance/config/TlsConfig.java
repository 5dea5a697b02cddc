package io.jackfield.appliance.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The certificate of every TLS listener. Without files one is made at start and its fingerprint
 * logged.
 *
 * @param certificate PEM, ours first, then intermediates; reloaded when it changes
 * @param key PEM, not encrypted
 */
public record TlsConfig(Optional<Path> certificate, Optional<Path> key) {

  static TlsConfig read(Section section) {
    try (section) {
      TlsConfig config =
          new TlsConfig(
              section.text("certificate_file").map(Path::of),
              section.text("key_file").map(Path::of));
      if (config.certificate.isPresent() != config.key.isPresent()) {
        section.problem("certificate_file", "needs key_file beside it, and the other way round");
      }
      return config;
    }
  }
}
