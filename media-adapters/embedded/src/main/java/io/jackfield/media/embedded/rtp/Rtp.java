package io.jackfield.media.embedded.rtp;

/** Fields of an RTP packet in an array (RFC 3550 5.1). All offsets are those of the packet. */
public final class Rtp {

  /** Length of the fixed header in bytes. */
  public static final int HEADER = 12;

  private Rtp() {}

  /**
   * Whether a datagram is RTCP rather than RTP on a multiplexed port (RFC 5761 4).
   *
   * @param data the array
   * @param off start of the datagram
   * @param len its length
   */
  public static boolean isRtcp(byte[] data, int off, int len) {
    return len >= 8
        && (data[off] & 0xc0) == 0x80
        && (data[off + 1] & 255) >= 192
        && (data[off + 1] & 255) <= 223;
  }

  /**
   * Whether a datagram is a whole RTP packet: version 2, header, extension and padding fit.
   *
   * @param data the array
   * @param off start of the datagram
   * @param len its length
   */
  public static boolean plausible(byte[] data, int off, int len) {
    if (len < HEADER || (data[off] & 0xc0) != 0x80) {
      return false;
    }
    int header = headerLength(data, off, len);
    if (header < 0) {
      return false;
    }
    return (data[off] & 0x20) == 0
        || (len > header
            && (data[off + len - 1] & 255) != 0
            && (data[off + len - 1] & 255) <= len - header);
  }

  /** Length of the header with CSRCs and extension, or -1 when the packet is shorter. */
  public static int headerLength(byte[] data, int off, int len) {
    int header = HEADER + ((data[off] & 15) << 2);
    if ((data[off] & 0x10) != 0) {
      if (header + 4 > len) {
        return -1;
      }
      header += 4 + (getShort(data, off + header + 2) << 2);
    }
    return header > len ? -1 : header;
  }

  /** Length of the payload of a plausible packet, without padding. */
  public static int payloadLength(byte[] data, int off, int len, int header) {
    int padding = (data[off] & 0x20) == 0 ? 0 : data[off + len - 1] & 255;
    return len - header - padding;
  }

  /** Says that nothing follows the payload (RFC 3550 5.1). */
  public static void clearPadding(byte[] data, int off) {
    data[off] &= (byte) ~0x20;
  }

  /** Payload type, 0 to 127. */
  public static int payloadType(byte[] data, int off) {
    return data[off + 1] & 127;
  }

  /** Marker bit. */
  public static boolean marker(byte[] data, int off) {
    return data[off + 1] < 0;
  }

  /** Sets marker and payload type. */
  public static void setPayloadType(byte[] data, int off, int type, boolean marker) {
    data[off + 1] = (byte) (type | (marker ? 0x80 : 0));
  }

  /** Sequence number, 0 to 65535. */
  public static int sequence(byte[] data, int off) {
    return getShort(data, off + 2);
  }

  /** Sets the sequence number from the low 16 bits. */
  public static void setSequence(byte[] data, int off, int sequence) {
    putShort(data, off + 2, sequence);
  }

  /** Timestamp as 32 bits. */
  public static int timestamp(byte[] data, int off) {
    return getInt(data, off + 4);
  }

  /** Sets the timestamp. */
  public static void setTimestamp(byte[] data, int off, int timestamp) {
    putInt(data, off + 4, timestamp);
  }

  /** Synchronisation source as 32 bits. */
  public static int ssrc(byte[] data, int off) {
    return getInt(data, off + 8);
  }

  /** Sets the synchronisation source. */
  public static void setSsrc(byte[] data, int off, int ssrc) {
    putInt(data, off + 8, ssrc);
  }

  /**
   * Writes a fixed header without CSRC, extension or padding.
   *
   * @param data the array
   * @param off where it begins
   */
  public static void writeHeader(
      byte[] data, int off, int type, boolean marker, int sequence, int timestamp, int ssrc) {
    data[off] = (byte) 0x80;
    setPayloadType(data, off, type, marker);
    setSequence(data, off, sequence);
    setTimestamp(data, off, timestamp);
    setSsrc(data, off, ssrc);
  }

  /**
   * Cuts contributing sources and header extension away by moving the fixed header up to the
   * payload: their ids were negotiated with the sender, not with the next receiver.
   *
   * @param header length of the whole header
   * @return by how much the packet's start moved
   */
  public static int stripHeader(byte[] data, int off, int header) {
    int cut = header - HEADER;
    if (cut > 0) {
      System.arraycopy(data, off, data, off + cut, HEADER);
      data[off + cut] &= (byte) 0xe0;
    }
    return cut;
  }

  /**
   * Finds an element of a one-byte or two-byte header extension (RFC 8285 4.2, 4.3).
   *
   * @param id the negotiated id
   * @return offset and length as {@code offset << 8 | length}, or -1 when there is none
   */
  public static int extension(byte[] data, int off, int len, int id) {
    if ((data[off] & 0x10) == 0) {
      return -1;
    }
    int at = off + HEADER + ((data[off] & 15) << 2);
    int profile = getShort(data, at);
    int end = Math.min(off + len, at + 4 + (getShort(data, at + 2) << 2));
    at += 4;
    boolean oneByte = profile == 0xBEDE;
    if (!oneByte && (profile & 0xfff0) != 0x1000) {
      return -1;
    }
    while (at < end) {
      int head = data[at] & 255;
      if (head == 0) {
        at++;
        continue;
      }
      int found;
      int size;
      if (oneByte) {
        found = head >>> 4;
        size = (head & 15) + 1;
        at++;
        if (found == 15) {
          return -1;
        }
      } else {
        if (at + 1 >= end) {
          return -1;
        }
        found = head;
        size = data[at + 1] & 255;
        at += 2;
      }
      if (at + size > end) {
        return -1;
      }
      if (found == id) {
        return at << 8 | size;
      }
      at += size;
    }
    return -1;
  }

  static int getShort(byte[] data, int at) {
    return (data[at] & 255) << 8 | data[at + 1] & 255;
  }

  static void putShort(byte[] data, int at, int value) {
    data[at] = (byte) (value >>> 8);
    data[at + 1] = (byte) value;
  }

  static int getInt(byte[] data, int at) {
    return getShort(data, at) << 16 | getShort(data, at + 2);
  }

  static void putInt(byte[] data, int at, int value) {
    putShort(data, at, value >>> 16);
    putShort(data, at + 2, value);
  }
}
