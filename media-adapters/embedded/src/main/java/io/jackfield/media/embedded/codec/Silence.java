package io.jackfield.media.embedded.codec;

import java.util.Arrays;

/**
 * Payloads of silence, as long as those they take the place of, so that the listener's clock goes
 * on.
 */
public final class Silence {

  /** The code of the smallest amplitude (G.711 table 2a). */
  private static final byte PCMU = (byte) 0xff;

  /** And of table 1a. */
  private static final byte PCMA = (byte) 0xd5;

  /** The smallest difference in both bands: what the decoder predicts dies away, to 58 dB down. */
  private static final byte G722 = (byte) 0xff;

  /** An empty CELT frame: nothing is coded, all bands have no energy. */
  private static final byte[] CELT = {(byte) 0xff, (byte) 0xfe};

  private static final int MAX_FRAMES = 48;

  private Silence() {}

  /** Fills a payload of mu-law. */
  public static void pcmu(byte[] data, int from, int to) {
    Arrays.fill(data, from, to, PCMU);
  }

  /** Fills a payload of A-law. */
  public static void pcma(byte[] data, int from, int to) {
    Arrays.fill(data, from, to, PCMA);
  }

  /** Fills a payload of G.722. */
  public static void g722(byte[] data, int from, int to) {
    Arrays.fill(data, from, to, G722);
  }

  /**
   * Puts silence in place of an Opus packet (RFC 6716 3.1, 3.2).
   *
   * @param data the array
   * @param from start of the payload
   * @param to its end
   * @return the end of the new payload; -1 when it is broken or has no room, and nothing is changed
   */
  public static int opus(byte[] data, int from, int to) {
    int duration = duration(data, from, to);
    if (duration <= 0) {
      return -1;
    }
    // Fullband CELT: configurations 28 to 31 are frames of 2.5, 5, 10 and 20 ms.
    int config = 31;
    int frame = 200;
    while (config > 28 && duration % frame != 0) {
      config--;
      frame /= 2;
    }
    int count = duration / frame;
    int head = count == 1 ? 1 : 2;
    if (duration % frame != 0 || count > MAX_FRAMES || to - from < head + CELT.length * count) {
      return -1;
    }
    data[from] = (byte) (config << 3 | (count == 1 ? 0 : 3));
    if (count > 1) {
      data[from + 1] = (byte) count;
    }
    for (int i = 0; i < count; i++) {
      System.arraycopy(CELT, 0, data, from + head + i * CELT.length, CELT.length);
    }
    return from + head + count * CELT.length;
  }

  /** Time an Opus packet lasts, in tenths of a millisecond; 0 when it is broken. */
  private static int duration(byte[] data, int from, int to) {
    if (to - from < 1) {
      return 0;
    }
    int config = data[from] >> 3 & 31;
    int frame;
    if (config < 12) {
      frame = (config & 3) == 0 ? 100 : 200 * (config & 3);
    } else if (config < 16) {
      frame = (config & 1) == 0 ? 100 : 200;
    } else {
      frame = 25 << (config & 3);
    }
    int count =
        switch (data[from] & 3) {
          case 0 -> 1;
          case 1, 2 -> 2;
          default -> to - from < 2 ? 0 : data[from + 1] & 63;
        };
    return frame * count;
  }
}
