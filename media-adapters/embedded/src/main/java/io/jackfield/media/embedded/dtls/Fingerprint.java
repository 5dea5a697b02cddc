package io.jackfield.media.embedded.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * A certificate's fingerprint as in {@code a=fingerprint} (RFC 8122 5).
 *
 * @param algorithm hash function in lower case: sha-1, sha-256, sha-384 or sha-512 are understood
 * @param value the hash in upper-case hex with colons
 */
public record Fingerprint(String algorithm, String value) {

  private static final Set<String> KNOWN = Set.of("sha-1", "sha-256", "sha-384", "sha-512");

  /** Normalises the case of both parts. */
  public Fingerprint {
    algorithm = algorithm.toLowerCase(Locale.ROOT);
    value = value.toUpperCase(Locale.ROOT);
  }

  /** Whether the hash function is one we can check. */
  public boolean known() {
    return KNOWN.contains(algorithm);
  }

  /**
   * The fingerprint of a certificate.
   *
   * @param algorithm sha-1, sha-256, sha-384 or sha-512
   * @param certificate its DER form
   * @return the fingerprint
   */
  public static Fingerprint of(String algorithm, byte[] certificate) {
    try {
      byte[] hash =
          MessageDigest.getInstance(algorithm.toUpperCase(Locale.ROOT)).digest(certificate);
      return new Fingerprint(algorithm, HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("unknown fingerprint hash " + algorithm, e);
    }
  }

  /**
   * Whether a certificate has this fingerprint.
   *
   * @param certificate its DER form
   * @return false also when the hash function is unknown
   */
  public boolean matches(byte[] certificate) {
    return known()
        && MessageDigest.isEqual(
            of(algorithm, certificate).value.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            value.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }
}
