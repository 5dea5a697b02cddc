package io.jackfield.media.embedded.file;

import io.jackfield.media.embedded.relay.MadeSource;

/** Cuts VP8 and VP9 frames into RTP payloads (RFC 7741, RFC 9628). */
public final class VideoPayloads {
  private static final int ROOM = 1150;

  private final MadeSource source;
  private final int payloadType;
  private final boolean vp9;
  private final byte[] payload = new byte[MadeSource.MAX_PAYLOAD];
  private int picture;

  /**
   * For one stream of frames.
   *
   * @param source where payloads go
   * @param payloadType their number
   * @param vp9 VP9 rather than VP8
   */
  public VideoPayloads(MadeSource source, int payloadType, boolean vp9) {
    this.source = source;
    this.payloadType = payloadType;
    this.vp9 = vp9;
  }

  /**
   * Sends a frame.
   *
   * @param frame the whole frame
   * @param key whether it is a key frame
   * @param timestamp in 90 kHz
   */
  public void send(byte[] frame, boolean key, int timestamp) {
    picture = picture + 1 & 0x7fff;
    int at = 0;
    do {
      int size = Math.min(ROOM, frame.length - at);
      boolean last = at + size == frame.length;
      int head = vp9 ? describeVp9(at == 0, last, key) : describeVp8(at == 0);
      System.arraycopy(frame, at, payload, head, size);
      source.send(payloadType, last, timestamp, payload, 0, head + size);
      at += size;
    } while (at < frame.length);
  }

  /** RFC 7741 4.2: X, S; I with a picture id of 15 bits. */
  private int describeVp8(boolean first) {
    payload[0] = (byte) (0x80 | (first ? 0x10 : 0));
    payload[1] = (byte) 0x80;
    payload[2] = (byte) (0x80 | picture >> 8);
    payload[3] = (byte) picture;
    return 4;
  }

  /** RFC 9628 4.2: I, P, B, E, with a picture id of 15 bits. */
  private int describeVp9(boolean first, boolean last, boolean key) {
    payload[0] = (byte) (0x80 | (key ? 0 : 0x40) | (first ? 8 : 0) | (last ? 4 : 0));
    payload[1] = (byte) (0x80 | picture >> 8);
    payload[2] = (byte) picture;
    return 3;
  }
}
