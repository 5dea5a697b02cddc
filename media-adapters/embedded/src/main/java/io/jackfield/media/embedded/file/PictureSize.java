package io.jackfield.media.embedded.file;

import java.util.Optional;

/**
 * What a key frame says of its size.
 *
 * @param width in pixels
 * @param height in pixels
 */
record PictureSize(int width, int height) {

  /** Until a picture has come. */
  static final PictureSize UNKNOWN = new PictureSize(640, 480);

  private static final int VP9_SIZE_BIT = 36;

  /**
   * Reads a key frame.
   *
   * @param encoding {@code vp8} or {@code vp9}
   * @param frame the frame
   * @return empty when it does not say
   */
  static Optional<PictureSize> of(String encoding, byte[] frame) {
    if (frame.length < 10) {
      return Optional.empty();
    }
    if (encoding.equals("vp8")) {
      // RFC 6386 9.1: start code, then 14 bits each.
      boolean begins = frame[3] == (byte) 0x9d && frame[4] == 1 && frame[5] == 0x2a;
      int width = (frame[6] & 255 | frame[7] << 8) & 0x3fff;
      int height = (frame[8] & 255 | frame[9] << 8) & 0x3fff;
      return begins ? Optional.of(new PictureSize(width, height)) : Optional.empty();
    }
    // VP9 bitstream specification 6.2, profile 0: sync code, colour, then 16 bits each less one.
    boolean sync = frame[1] == 0x49 && frame[2] == (byte) 0x83 && frame[3] == 0x42;
    return sync
        ? Optional.of(
            new PictureSize(bits(frame, VP9_SIZE_BIT) + 1, bits(frame, VP9_SIZE_BIT + 16) + 1))
        : Optional.empty();
  }

  private static int bits(byte[] data, int from) {
    int value = 0;
    for (int i = from; i < from + 16; i++) {
      value = value << 1 | data[i / 8] >> 7 - i % 8 & 1;
    }
    return value;
  }
}
