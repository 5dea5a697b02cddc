package io.jackfield.media.embedded.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The headers of an Opus stream in a file (RFC 7845 5). */
final class OpusHead {
  private static final String VENDOR = "jackfield";

  private OpusHead() {}

  /**
   * Identification. Nothing is skipped at the beginning: a recording begins in the middle of a
   * stream.
   */
  static byte[] identification(int channels) {
    return ByteBuffer.allocate(19)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("OpusHead".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) channels)
        .putShort((short) 0)
        .putInt(48_000)
        .putShort((short) 0)
        .put((byte) 0)
        .array();
  }

  /** Comments: none but who wrote it. */
  static byte[] comments() {
    return ByteBuffer.allocate(16 + VENDOR.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("OpusTags".getBytes(StandardCharsets.US_ASCII))
        .putInt(VENDOR.length())
        .put(VENDOR.getBytes(StandardCharsets.US_ASCII))
        .putInt(0)
        .array();
  }
}
