package io.jackfield.media.janus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The whole numbers that rooms and feeds of a videoroom are known by. */
final class NumericIds {

  /** JSON numbers are exact up to here in every client (RFC 8259 section 6). */
  private static final long MAX = (1L << 53) - 1;

  private NumericIds() {}

  /**
   * A number for a name.
   *
   * @param name id of a room or a session
   * @param attempt 0 first; another one when the number was taken
   * @return more than zero, the same each time
   */
  static long of(String name, int attempt) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((attempt + "/" + name).getBytes(StandardCharsets.UTF_8));
      return Math.max(1, ByteBuffer.wrap(hash).getLong() & MAX);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
