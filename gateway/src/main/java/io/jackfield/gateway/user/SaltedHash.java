package io.jackfield.gateway.user;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as PBKDF2-HMAC-SHA256 (RFC 8018 section 5.2).
 *
 * @param iterations work factor
 * @param salt base64, 16 bytes
 * @param hash base64, 32 bytes
 */
public record SaltedHash(int iterations, String salt, String hash) {

  private static final int ITERATIONS = 10_000;
  private static final int BITS = 256;

  /**
   * Hashes a password with a new salt. Takes milliseconds: not on an event loop.
   *
   * @param password clear text
   * @param random source of the salt
   * @return a new hash
   */
  public static SaltedHash of(String password, SecureRandom random) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return new SaltedHash(
        ITERATIONS,
        Base64.getEncoder().encodeToString(salt),
        Base64.getEncoder().encodeToString(derive(password, salt, ITERATIONS)));
  }

  /**
   * Whether this is the hash of the password; takes the same time for any wrong one.
   *
   * @param password clear text
   * @return true when it matches
   */
  public boolean matches(String password) {
    byte[] wanted = Base64.getDecoder().decode(hash);
    return MessageDigest.isEqual(
        wanted, derive(password, Base64.getDecoder().decode(salt), iterations));
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** Nothing of it in logs. */
  @Override
  public String toString() {
    return "SaltedHash[...]";
  }
}
