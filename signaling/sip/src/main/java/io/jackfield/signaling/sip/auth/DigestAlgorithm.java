package io.jackfield.signaling.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Hash algorithms of digest authentication (RFC 8760 2.1). */
public enum DigestAlgorithm {
  /** What every phone knows, JsSIP and SIP.js only this. */
  MD5("MD5"),
  /** RFC 7616. */
  SHA_256("SHA-256");

  private final String wireName;

  DigestAlgorithm(String wireName) {
    this.wireName = wireName;
  }

  /** The name in headers and in the users' HA1 tables. */
  public String wireName() {
    return wireName;
  }

  /** The algorithm of a header's parameter; MD5 if it has none (RFC 7616 3.3). */
  public static Optional<DigestAlgorithm> of(String parameter) {
    if (parameter == null || parameter.isEmpty()) {
      return Optional.of(MD5);
    }
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.wireName.equalsIgnoreCase(parameter)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** The hash of a text in lower-case hex: H() of RFC 7616. */
  public String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(wireName).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + wireName, e);
    }
  }
}
