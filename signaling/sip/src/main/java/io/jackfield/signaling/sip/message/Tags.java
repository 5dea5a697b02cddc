package io.jackfield.signaling.sip.message;

import java.security.SecureRandom;

/** Random identifiers: tags, branches, Call-IDs (RFC 3261 19.3, 8.1.1.7, 8.1.1.4). Any thread. */
public final class Tags {

  private static final String MAGIC_COOKIE = "z9hG4bK";
  private static final char[] ALPHABET =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_".toCharArray();

  /** One source for each thread: SecureRandom is a lock that all calls would share. */
  private static final ThreadLocal<Source> SOURCE = ThreadLocal.withInitial(Source::new);

  private Tags() {}

  /** A new tag, 96 random bits. */
  public static String next() {
    return SOURCE.get().text(16);
  }

  /** A new branch of a Via. */
  public static String branch() {
    return MAGIC_COOKIE + SOURCE.get().text(16);
  }

  /** A new Call-ID; 132 random bits and no host, which would tell our topology. */
  public static String callId() {
    return SOURCE.get().text(22);
  }

  private static final class Source {
    private final SecureRandom random = new SecureRandom();
    private final byte[] pool = new byte[512];
    private int next = pool.length;

    String text(int length) {
      if (next + length > pool.length) {
        random.nextBytes(pool);
        next = 0;
      }
      char[] out = new char[length];
      for (int i = 0; i < length; i++) {
        out[i] = ALPHABET[pool[next++] & 63];
      }
      return new String(out);
    }
  }
}
