package io.jackfield.signaling.transport.tls;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A private key with its certificate chain.
 *
 * @param key the key; never logged
 * @param chain our certificate first; never empty
 */
public record KeyMaterial(PrivateKey key, List<X509Certificate> chain) {

  /** Copies the chain. */
  public KeyMaterial {
    chain = List.copyOf(chain);
  }

  /**
   * Reads PEM files. Blocks.
   *
   * @throws java.io.UncheckedIOException that names the file at fault, also when key and
   *     certificate do not belong together
   */
  public static KeyMaterial load(Path certificate, Path key) {
    return PemFiles.load(certificate, key);
  }

  /**
   * Reads the certificates of a PEM file. Blocks.
   *
   * @throws java.io.UncheckedIOException that names the file
   */
  public static List<X509Certificate> certificates(Path file) {
    return PemFiles.certificates(file);
  }

  /** Makes a key and a certificate for the names, valid for a year from an hour ago. */
  public static KeyMaterial selfSigned(List<String> names, Instant now) {
    return SelfSignedCertificate.make(names, now);
  }

  /** SHA-256 of our certificate, upper-case hexadecimal with colons. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain.get(0).getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed has a fingerprint", e);
    }
  }

  @Override
  public String toString() {
    return "KeyMaterial " + chain.get(0).getSubjectX500Principal();
  }
}
