package io.jackfield.media.embedded.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A short-term credential: the password as HMAC key (RFC 8489 9.1). Belongs to one thread. */
public final class StunKey {

  private final Mac mac;

  /**
   * Prepares the key.
   *
   * @param password the ICE password; its characters need no preparation (RFC 8839 5.4)
   */
  public StunKey(String password) {
    try {
      mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA1", e);
    }
  }

  /** HMAC over the message up to {@code at}, its length field counted to behind the attribute. */
  byte[] integrity(byte[] message, int at) {
    int length = at + 24 - StunMessage.HEADER;
    mac.update(message, 0, 2);
    mac.update((byte) (length >>> 8));
    mac.update((byte) length);
    mac.update(message, 4, at - 4);
    return mac.doFinal();
  }
}
