package io.jackfield.gateway.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Makes the HA1 values of digest authentication (RFC 7616 section 3.4.2, RFC 8760). */
public final class DigestHa1 {

  private DigestHa1() {}

  /**
   * HA1 for every algorithm the gateway offers.
   *
   * @param user user name
   * @param realm realm
   * @param password clear text
   * @return lower-case hex by algorithm name
   */
  public static Map<String, String> of(String user, String realm, String password) {
    String secret = user + ':' + realm + ':' + password;
    return Map.of("MD5", hash("MD5", secret), "SHA-256", hash("SHA-256", secret));
  }

  private static String hash(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
