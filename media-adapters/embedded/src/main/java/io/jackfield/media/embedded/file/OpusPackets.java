package io.jackfield.media.embedded.file;

/** What an Opus packet says about itself (RFC 6716 3.1). */
public final class OpusPackets {
  private OpusPackets() {}

  /** Most that one packet may hold: 120 ms (RFC 6716 3.2.5, R5). */
  private static final int MAX_SAMPLES = 5760;

  /**
   * Length of a packet.
   *
   * @param packet a whole packet
   * @return samples of 48 kHz; 0 for a packet that is none
   */
  public static int samples(byte[] packet) {
    if (packet.length == 0) {
      return 0;
    }
    int config = (packet[0] & 255) >> 3;
    int frame;
    if (config < 12) {
      frame = (config & 3) == 3 ? 2880 : 480 << (config & 3);
    } else if (config < 16) {
      frame = 480 << (config & 1);
    } else {
      frame = 120 << (config & 3);
    }
    int count =
        switch (packet[0] & 3) {
          case 0 -> 1;
          case 1, 2 -> 2;
          default -> packet.length < 2 ? 0 : packet[1] & 63;
        };
    int samples = frame * count;
    return samples > MAX_SAMPLES ? 0 : samples;
  }
}
