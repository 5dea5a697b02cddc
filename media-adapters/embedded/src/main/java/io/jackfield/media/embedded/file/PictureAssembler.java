package io.jackfield.media.embedded.file;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Puts VP8 and VP9 frames together from RTP payloads in order (RFC 7741, RFC 9628). A frame of
 * which something is missing is left out, and so are all up to the next key frame: what refers to
 * it would be a smear. Broken payloads are left out too.
 */
public final class PictureAssembler {
  private static final int MAX_FRAME = 2 * 1024 * 1024;

  /**
   * A whole frame.
   *
   * @param data the frame
   * @param key whether a decoder can begin with it
   */
  public record Picture(byte[] data, boolean key) {}

  private final boolean vp9;
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
  private boolean collecting;
  private boolean whole = true;
  private int timestamp;

  /**
   * Nothing seen yet.
   *
   * @param vp9 VP9 rather than VP8
   */
  public PictureAssembler(boolean vp9) {
    this.vp9 = vp9;
    whole = false;
  }

  /** Whether pictures are left out until the next key frame. */
  public boolean wantsKeyFrame() {
    return !whole;
  }

  /** Begins anew with a key frame. */
  public void restart() {
    whole = false;
    collecting = false;
  }

  /**
   * Takes a payload.
   *
   * @param data the array
   * @param from start of the payload
   * @param to its end
   * @param time its RTP timestamp
   * @param last the marker: end of a frame
   * @param gap whether packets are missing before it
   * @return a frame, when this was its last payload and it can be decoded
   */
  public Optional<Picture> add(byte[] data, int from, int to, int time, boolean last, boolean gap) {
    if (gap || collecting && time != timestamp) {
      restart();
    }
    int begin = vp9 ? vp9(data, from, to) : vp8(data, from, to);
    int payload = begin >> 1;
    boolean first = (begin & 1) != 0;
    if (begin < 0 || payload >= to) {
      restart();
      return Optional.empty();
    }
    if (first && !collecting) {
      parts.reset();
      collecting = true;
      timestamp = time;
    }
    if (!collecting) {
      restart();
      return Optional.empty();
    }
    if (parts.size() + to - payload > MAX_FRAME) {
      restart();
      return Optional.empty();
    }
    parts.write(data, payload, to - payload);
    return last ? finish() : Optional.empty();
  }

  private Optional<Picture> finish() {
    collecting = false;
    byte[] frame = parts.toByteArray();
    boolean key = vp9 ? Vp9Frames.isKey(frame) : (frame[0] & 1) == 0;
    if (!whole && !key) {
      return Optional.empty();
    }
    whole = true;
    return Optional.of(new Picture(frame, key));
  }

  /** Start of the frame's bytes, times two, plus one where a frame begins; -1 when broken. */
  private static int vp8(byte[] data, int from, int to) {
    int at = from + 1;
    if (at >= to) {
      return -1;
    }
    int head = data[from];
    if ((head & 0x80) != 0) {
      int more = data[at];
      at++;
      if ((more & 0x80) != 0) {
        at += at < to && data[at] < 0 ? 2 : 1;
      }
      if ((more & 0x40) != 0) {
        at++;
      }
      if ((more & 0x30) != 0) {
        at++;
      }
    }
    // S, of partition 0.
    boolean first = (head & 0x1f) == 0x10;
    return at << 1 | (first ? 1 : 0);
  }

  private static int vp9(byte[] data, int from, int to) {
    int head = data[from];
    int at = from + 1;
    boolean predicted = (head & 0x40) != 0;
    boolean flexible = (head & 0x10) != 0;
    if ((head & 0x80) != 0) {
      at += at < to && data[at] < 0 ? 2 : 1;
    }
    if ((head & 0x20) != 0) {
      at += flexible ? 1 : 2;
    }
    if (flexible && predicted) {
      int count = 1;
      while (at < to && (data[at] & 1) != 0 && count < 3) {
        at++;
        count++;
      }
      at++;
    }
    if ((head & 2) != 0) {
      at = structure(data, at, to);
    }
    return at < 0 || at >= to ? -1 : at << 1 | ((head & 8) != 0 ? 1 : 0);
  }

  /** Passes over the scalability structure (RFC 9628 4.2.1). */
  private static int structure(byte[] data, int from, int to) {
    if (from >= to) {
      return -1;
    }
    int head = data[from] & 255;
    int at = from + 1;
    if ((head & 0x10) != 0) {
      at += 4 * ((head >> 5) + 1);
    }
    if ((head & 8) != 0) {
      if (at >= to) {
        return -1;
      }
      int pictures = data[at] & 255;
      at++;
      for (int i = 0; i < pictures; i++) {
        if (at >= to) {
          return -1;
        }
        at += 1 + (data[at] >> 2 & 3);
      }
    }
    return at;
  }
}
