package io.jackfield.media.embedded.srtp;

import java.util.Arrays;

/**
 * SRTP and SRTCP of one direction under one master key: any number of sources up to {@link
 * #MAX_SOURCES}, their roll-over counters and replay windows. Packets are worked on in place; no
 * method allocates once a source is known. Not safe for use by two threads.
 */
public final class SrtpContext {

  /** Returned for a packet whose tag is wrong. */
  public static final int NOT_AUTHENTIC = -1;

  /** Returned for a packet seen before or too old, and by the sender for an index used before. */
  public static final int REPLAYED = -2;

  /** Returned for a packet that is too short or has too many sources. */
  public static final int MALFORMED = -3;

  /** Most sources of one direction. */
  public static final int MAX_SOURCES = 32;

  private static final class Source {
    final int ssrc;
    final ReplayWindow rtp = new ReplayWindow();
    final ReplayWindow rtcp = new ReplayWindow();

    Source(int ssrc) {
      this.ssrc = ssrc;
    }
  }

  private final SrtpProfile profile;
  private KeyDerivation derivation;
  private final PacketCipher rtp;
  private final int rtpTag;
  private final int rtcpTag;
  private PacketCipher rtcp;
  private Source[] sources = new Source[1];
  private int count;
  private int rtcpIndex;

  /**
   * Derives the session keys.
   *
   * @param key the direction's master key
   * @param tools the scratch space of the loop that will use the context
   */
  public SrtpContext(SdesKey key, CryptoTools tools) {
    byte[] material = key.masterKeyAndSalt();
    profile = key.profile();
    int keyLength = profile.keyLength();
    derivation =
        new KeyDerivation(
            tools,
            Arrays.copyOf(material, keyLength),
            Arrays.copyOfRange(material, keyLength, material.length));
    rtp = derivation.cipher(profile, false);
    rtpTag = profile.rtpTagLength();
    rtcpTag = profile.rtcpTagLength();
  }

  /** The profile of the key. */
  public SrtpProfile profile() {
    return profile;
  }

  /**
   * Protects an RTP packet in place; the array needs room for the tag behind it.
   *
   * @param data the array
   * @param off start of the packet
   * @param len its length in bytes
   * @return the new length, or a negative reason. The same index is never used twice: with a
   *     counter-mode cipher that would give the key stream away.
   */
  public int protectRtp(byte[] data, int off, int len) {
    int header = headerLength(data, off, len);
    if (header < 0 || len + rtpTag > data.length - off) {
      return MALFORMED;
    }
    int ssrc = getInt(data, off + 8);
    Source source = find(ssrc);
    if (source == null) {
      source = new Source(ssrc);
      if (!add(source)) {
        return MALFORMED;
      }
    }
    long index = index(source.rtp.highest(), getShort(data, off + 2));
    if (index < 0 || !source.rtp.fresh(index)) {
      return REPLAYED;
    }
    source.rtp.add(index);
    rtp.sealRtp(data, off, header, len, ssrc, index);
    return len + rtpTag;
  }

  /**
   * Protects a packet once more that was protected before, for a receiver that missed it. It must
   * be equal to the first in every byte: then the outcome is too, and nothing is given away.
   *
   * @param data the array
   * @param off start of the packet
   * @param len its length in bytes
   * @return the new length, or a negative reason when no such packet can have been sent
   */
  public int protectRtpAgain(byte[] data, int off, int len) {
    int header = headerLength(data, off, len);
    if (header < 0 || len + rtpTag > data.length - off) {
      return MALFORMED;
    }
    int ssrc = getInt(data, off + 8);
    Source source = find(ssrc);
    if (source == null) {
      return MALFORMED;
    }
    long index = index(source.rtp.highest(), getShort(data, off + 2));
    if (index < 0 || index > source.rtp.highest()) {
      return MALFORMED;
    }
    rtp.sealRtp(data, off, header, len, ssrc, index);
    return len + rtpTag;
  }

  /**
   * Checks and decrypts an SRTP packet in place.
   *
   * @param data the array
   * @param off start of the packet
   * @param len its length in bytes, with the tag
   * @return the new length, or a negative reason
   */
  public int unprotectRtp(byte[] data, int off, int len) {
    int plain = len - rtpTag;
    int header = headerLength(data, off, plain);
    if (header < 0) {
      return MALFORMED;
    }
    int ssrc = getInt(data, off + 8);
    Source source = find(ssrc);
    int sequence = getShort(data, off + 2);
    if (source == null) {
      if (count == MAX_SOURCES) {
        return MALFORMED;
      }
      // A source costs memory only after its first authentic packet.
      if (!rtp.openRtp(data, off, header, plain, ssrc, sequence)) {
        return NOT_AUTHENTIC;
      }
      source = new Source(ssrc);
      add(source);
      source.rtp.add(sequence);
      return plain;
    }
    long index = index(source.rtp.highest(), sequence);
    if (index < 0 || !source.rtp.fresh(index)) {
      return REPLAYED;
    }
    if (!rtp.openRtp(data, off, header, plain, ssrc, index)) {
      return NOT_AUTHENTIC;
    }
    source.rtp.add(index);
    return plain;
  }

  /**
   * Protects a compound RTCP packet in place; the array needs room for 20 bytes behind it.
   *
   * @param data the array
   * @param off start of the packet
   * @param len its length in bytes
   * @return the new length, or a negative reason
   */
  public int protectRtcp(byte[] data, int off, int len) {
    if (len < 8 || len + rtcpTag + 4 > data.length - off) {
      return MALFORMED;
    }
    int word = rtcpIndex | 0x80000000;
    rtcpIndex = (rtcpIndex + 1) & 0x7fffffff;
    return rtcp().sealRtcp(data, off, len, getInt(data, off + 4), word);
  }

  /**
   * Checks and decrypts an SRTCP packet in place.
   *
   * @param data the array
   * @param off start of the packet
   * @param len its length in bytes, with tag and index
   * @return the new length, or a negative reason
   */
  public int unprotectRtcp(byte[] data, int off, int len) {
    if (len < 8 + rtcpTag + 4) {
      return MALFORMED;
    }
    int ssrc = getInt(data, off + 4);
    int wordAt = profile.aead() ? len - 4 : len - 4 - rtcpTag;
    int word = getInt(data, off + wordAt);
    long index = word & 0x7fffffffL;
    Source source = find(ssrc);
    if (source == null && count == MAX_SOURCES) {
      return MALFORMED;
    }
    if (source != null && !source.rtcp.fresh(index)) {
      return REPLAYED;
    }
    int plain = rtcp().openRtcp(data, off, len, ssrc, word);
    if (plain < 0) {
      return NOT_AUTHENTIC;
    }
    if (source == null) {
      source = new Source(ssrc);
      add(source);
    }
    source.rtcp.add(index);
    return plain;
  }

  private PacketCipher rtcp() {
    if (rtcp == null) {
      rtcp = derivation.cipher(profile, true);
      // Nothing is left to derive; the master key need not stay in memory.
      derivation = null;
    }
    return rtcp;
  }

  private Source find(int ssrc) {
    for (int i = 0; i < count; i++) {
      if (sources[i].ssrc == ssrc) {
        return sources[i];
      }
    }
    return null;
  }

  private boolean add(Source source) {
    if (count == MAX_SOURCES) {
      return false;
    }
    if (count == sources.length) {
      sources = Arrays.copyOf(sources, count * 2);
    }
    sources[count++] = source;
    return true;
  }

  /** Estimates the 48-bit index of a sequence number (RFC 3711 3.3.1, appendix A). */
  private static long index(long highest, int sequence) {
    if (highest < 0) {
      return sequence;
    }
    long candidate = (highest & ~0xffffL) | sequence;
    long distance = candidate - highest;
    if (distance > 32768) {
      return candidate - 65536;
    }
    return distance < -32768 ? candidate + 65536 : candidate;
  }

  /** Length of the RTP header with CSRCs and extension, or -1 if the packet is shorter. */
  private static int headerLength(byte[] data, int off, int len) {
    if (len < 12) {
      return -1;
    }
    int header = 12 + ((data[off] & 15) << 2);
    if ((data[off] & 0x10) != 0) {
      if (header + 4 > len) {
        return -1;
      }
      header += 4 + (getShort(data, off + header + 2) << 2);
    }
    return header > len ? -1 : header;
  }

  static int getInt(byte[] data, int at) {
    return data[at] << 24
        | (data[at + 1] & 255) << 16
        | (data[at + 2] & 255) << 8
        | data[at + 3] & 255;
  }

  static void putInt(byte[] data, int at, int value) {
    data[at] = (byte) (value >>> 24);
    data[at + 1] = (byte) (value >>> 16);
    data[at + 2] = (byte) (value >>> 8);
    data[at + 3] = (byte) value;
  }

  private static int getShort(byte[] data, int at) {
    return (data[at] & 255) << 8 | data[at + 1] & 255;
  }
}
