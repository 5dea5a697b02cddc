package io.jackfield.media.embedded.file;

import io.jackfield.media.embedded.relay.MadeSource;

/** Cuts VP8 and VP9 frames into RTP payloads (RFC 7741, RFC 9628), one at a time. */
public final class VideoPayloads {
  private static final int ROOM = 1150;
  private static final byte[] NOTHING = {};

  private final MadeSource source;
  private final int payloadType;
  private final boolean vp9;
  private final byte[] payload = new byte[MadeSource.MAX_PAYLOAD];
  private byte[] frame = NOTHING;
  private boolean key;
  private int timestamp;
  private int at;
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
   * Begins a frame; what is left of the one before is not sent.
   *
   * @param data the whole frame
   * @param isKey whether a decoder can begin with it
   * @param time in 90 kHz
   */
  public void begin(byte[] data, boolean isKey, int time) {
    frame = data;
    key = isKey;
    timestamp = time;
    at = 0;
    picture = picture + 1 & 0x7fff;
  }

  /** Whether some of the frame has not been sent. */
  public boolean pending() {
    return at < frame.length;
  }

  /** Sends the next payload of the frame. */
  public void send() {
    int size = Math.min(ROOM, frame.length - at);
    boolean last = at + size == frame.length;
    int head = vp9 ? describeVp9(at == 0, last) : describeVp8(at == 0);
    System.arraycopy(frame, at, payload, head, size);
    source.send(payloadType, last, timestamp, payload, 0, head + size);
    at += size;
    if (last) {
      frame = NOTHING;
      at = 0;
    }
  }

  /** RFC 7741 4.2: X, S; I with a picture id of 15 bits. */
  private int describeVp8(boolean first) {
    payload[0] = (byte) (0x80 | (first ? 0x10 : 0));
    payload[1] = (byte) 0x80;
    payload[2] = (byte) (0x80 | picture >> 8);
    payload[3] = (byte) picture;
    return 4;
  }

  /**
   * RFC 9628 4.2: I, P, F, B, E, with a picture id of 15 bits. The flexible mode says what a frame
   * refers to without layers, which a file does not tell: to the one before.
   */
  private int describeVp9(boolean first, boolean last) {
    payload[0] = (byte) (0x90 | (key ? 0 : 0x40) | (first ? 8 : 0) | (last ? 4 : 0));
    payload[1] = (byte) (0x80 | picture >> 8);
    payload[2] = (byte) picture;
    if (key) {
      return 3;
    }
    payload[3] = 1 << 1;
    return 4;
  }
}
