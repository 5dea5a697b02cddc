package io.jackfield.media.embedded.rtp;

/** Walks through a compound RTCP packet (RFC 3550 6.1); parts it does not know are passed over. */
public final class RtcpReader {

  static final int SR = 200;
  static final int RR = 201;
  static final int SDES = 202;
  static final int BYE = 203;
  static final int RTPFB = 205;
  static final int PSFB = 206;

  private RtcpReader() {}

  /**
   * Reads a decrypted packet.
   *
   * @param data the array
   * @param off start of the packet
   * @param len its length in bytes
   * @param handler hears its parts, up to the first broken one
   * @return false when a part is broken
   */
  public static boolean read(byte[] data, int off, int len, RtcpHandler handler) {
    int at = off;
    int end = off + len;
    while (at < end) {
      if (end - at < 4 || (data[at] & 0xc0) != 0x80) {
        return false;
      }
      int size = 4 + (Rtp.getShort(data, at + 2) << 2);
      if (size > end - at) {
        return false;
      }
      if (!part(data, at, size, handler)) {
        return false;
      }
      at += size;
    }
    return true;
  }

  private static boolean part(byte[] data, int at, int size, RtcpHandler handler) {
    int count = data[at] & 31;
    switch (data[at + 1] & 255) {
      case SR -> {
        if (size < 28 + 24 * count) {
          return false;
        }
        handler.onSenderReport(Rtp.getInt(data, at + 4), Rtp.getInt(data, at + 10));
        blocks(data, at + 28, count, handler);
      }
      case RR -> {
        if (size < 8 + 24 * count) {
          return false;
        }
        blocks(data, at + 8, count, handler);
      }
      case BYE -> {
        if (size < 4 + 4 * count) {
          return false;
        }
        for (int i = 0; i < count; i++) {
          handler.onBye(Rtp.getInt(data, at + 4 + 4 * i));
        }
      }
      case RTPFB -> {
        if (size < 12) {
          return false;
        }
        if (count == 1) {
          for (int i = 12; i + 4 <= size; i += 4) {
            handler.onNack(
                Rtp.getInt(data, at + 8),
                Rtp.getShort(data, at + i),
                Rtp.getShort(data, at + i + 2));
          }
        }
      }
      case PSFB -> {
        if (size < 12) {
          return false;
        }
        payloadFeedback(data, at, size, count, handler);
      }
      default -> {
        // SDES, APP, XR and whatever comes: nothing here acts on them.
      }
    }
    return true;
  }

  private static void payloadFeedback(
      byte[] data, int at, int size, int format, RtcpHandler handler) {
    if (format == 1) {
      handler.onKeyFrameRequest(Rtp.getInt(data, at + 8));
    } else if (format == 4) {
      for (int i = 12; i + 8 <= size; i += 8) {
        handler.onKeyFrameRequest(Rtp.getInt(data, at + i));
      }
    }
  }

  private static void blocks(byte[] data, int at, int count, RtcpHandler handler) {
    for (int i = 0, block = at; i < count; i++, block += 24) {
      // Cumulative loss is a signed number of 24 bits.
      int lost = Rtp.getInt(data, block + 4) << 8 >> 8;
      handler.onReportBlock(
          Rtp.getInt(data, block),
          lost,
          Rtp.getInt(data, block + 12) & 0xffffffffL,
          Rtp.getInt(data, block + 16),
          Rtp.getInt(data, block + 20));
    }
  }
}
