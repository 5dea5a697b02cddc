package io.jackfield.media.embedded.stun;

import java.security.SecureRandom;

/**
 * A user fragment and password (RFC 8839 5.4).
 *
 * @param ufrag 8 characters: at least 24 random bits are asked for, more keep fragments unique
 * @param password 24 characters: at least 128 random bits
 */
public record IceCredentials(String ufrag, String password) {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /**
   * Draws new credentials.
   *
   * @param random the source
   * @return the credentials
   */
  public static IceCredentials create(SecureRandom random) {
    return new IceCredentials(text(random, 8), text(random, 24));
  }

  private static String text(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    StringBuilder text = new StringBuilder(length);
    for (byte b : bytes) {
      text.append(ALPHABET.charAt(b & 63));
    }
    return text.toString();
  }

  /** Shows the fragment alone. */
  @Override
  public String toString() {
    return "IceCredentials[" + ufrag + "]";
  }
}
