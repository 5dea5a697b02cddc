package io.jackfield.media.embedded.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * The scratch space and digest that all SRTP contexts of one loop share, so that a context costs
 * only its keys. Not safe for use by two threads.
 */
public final class CryptoTools {

  /** Longest packet the transforms take, in bytes. */
  public static final int MAX_PACKET = 2048;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] counters = new byte[MAX_PACKET + 32];
  private final byte[] keystream = new byte[MAX_PACKET + 32];
  private final byte[] tag = new byte[20];
  private final byte[] second = new byte[84];
  private final MessageDigest sha1;

  /** Makes the tools of one loop. */
  public CryptoTools() {
    try {
      // Pinned: the provider list must not be searched, and other providers wrap native calls that
      // cost more than they save at voice packet sizes.
      sha1 = MessageDigest.getInstance("SHA-1", "SUN");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-1", e);
    }
  }

  static Cipher blockCipher(byte[] key) {
    try {
      // ECB is the bare block function: counter blocks go in, keystream comes out. The CTR and GCM
      // modes of the JDK must be initialised, which allocates, once a packet.
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding", "SunJCE");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES", e);
    }
  }

  byte[] keystream() {
    return keystream;
  }

  byte[] tag() {
    return tag;
  }

  /**
   * Fills the key stream with the encryption of {@code blocks} counter blocks.
   *
   * @param cipher the keyed block function
   * @param iv 16 bytes; the last 16 bits count, starting with {@code first}
   */
  void generate(Cipher cipher, byte[] iv, int first, int blocks) {
    byte[] in = counters;
    long high = (long) LONG.get(iv, 0);
    long low = (long) LONG.get(iv, 8) & ~0xffffL;
    for (int i = 0, at = 0; i < blocks; i++, at += 16) {
      LONG.set(in, at, high);
      LONG.set(in, at + 8, low | (first + i & 0xffff));
    }
    try {
      cipher.update(in, 0, blocks << 4, keystream, 0);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("key stream buffer too short", e);
    }
  }

  /** Combines {@code len} bytes at {@code off} with the key stream from {@code from} on. */
  void xor(byte[] data, int off, int len, int from) {
    byte[] ks = keystream;
    int i = 0;
    for (; i <= len - 8; i += 8) {
      LONG.set(data, off + i, (long) LONG.get(data, off + i) ^ (long) LONG.get(ks, from + i));
    }
    for (; i < len; i++) {
      data[off + i] ^= ks[from + i];
    }
  }

  /**
   * HMAC-SHA1 (RFC 2104) over a range into {@link #tag()}. The prepared key blocks are fed anew
   * each time: a saved digest state could only be had by cloning.
   */
  void hmac(byte[] inner, byte[] outer, byte[] data, int off, int len) {
    MessageDigest digest = sha1;
    digest.update(inner, 0, 64);
    digest.update(data, off, len);
    System.arraycopy(outer, 0, second, 0, 64);
    try {
      digest.digest(second, 64, 20);
      digest.update(second, 0, 84);
      digest.digest(tag, 0, 20);
    } catch (DigestException e) {
      throw new IllegalStateException("digest buffer too short", e);
    }
  }

  /** Compares without early exit the first {@code len} bytes of the tag. */
  boolean tagEquals(byte[] data, int off, int len) {
    int difference = 0;
    for (int i = 0; i < len; i++) {
      difference |= tag[i] ^ data[off + i];
    }
    return difference == 0;
  }
}
