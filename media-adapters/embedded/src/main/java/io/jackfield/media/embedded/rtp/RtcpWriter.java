package io.jackfield.media.embedded.rtp;

import java.nio.charset.StandardCharsets;

/** Builds a compound RTCP packet part by part into one array, which is used again and again. */
public final class RtcpWriter {

  /** Overhead of a packet as TMMBR counts it (RFC 5104 4.2.1.2), with IPv4. */
  private static final int IP_UDP_RTP_HEADERS = 40;

  private final byte[] out;
  private final int start;
  private int at;
  private int reportAt;
  private int sequenceOfFir;

  /**
   * A writer into an array.
   *
   * @param out the array, with room for 1200 bytes from {@code start} on
   * @param start where packets begin
   */
  public RtcpWriter(byte[] out, int start) {
    this.out = out;
    this.start = start;
    this.at = start;
  }

  /** Begins a packet anew. */
  public RtcpWriter reset() {
    at = start;
    return this;
  }

  /** Length of what is written, in bytes. */
  public int length() {
    return at - start;
  }

  private void head(int count, int type, int size) {
    out[at] = (byte) (0x80 | count);
    out[at + 1] = (byte) type;
    Rtp.putShort(out, at + 2, (size >> 2) - 1);
  }

  /**
   * Begins a sender report (RFC 3550 6.4.1); blocks follow with {@link #block}.
   *
   * @param ssrc ours
   * @param ntp 64-bit NTP time
   * @param timestamp the RTP time of the same instant
   */
  public RtcpWriter senderReport(int ssrc, long ntp, int timestamp, long packets, long bytes) {
    reportAt = at;
    head(0, RtcpReader.SR, 28);
    Rtp.putInt(out, at + 4, ssrc);
    Rtp.putInt(out, at + 8, (int) (ntp >>> 32));
    Rtp.putInt(out, at + 12, (int) ntp);
    Rtp.putInt(out, at + 16, timestamp);
    Rtp.putInt(out, at + 20, (int) packets);
    Rtp.putInt(out, at + 24, (int) bytes);
    at += 28;
    return this;
  }

  /**
   * Begins a receiver report (RFC 3550 6.4.2); blocks follow with {@link #block}.
   *
   * @param ssrc ours
   */
  public RtcpWriter receiverReport(int ssrc) {
    reportAt = at;
    head(0, RtcpReader.RR, 8);
    Rtp.putInt(out, at + 4, ssrc);
    at += 8;
    return this;
  }

  /**
   * Adds a block to the report begun last.
   *
   * @param state whom it is about; its interval ends
   * @param now monotonic nanoseconds
   */
  public RtcpWriter block(ReceptionState state, long now) {
    state.writeBlock(out, at, now);
    at += 24;
    out[reportAt]++;
    Rtp.putShort(out, reportAt + 2, ((at - reportAt) >> 2) - 1);
    return this;
  }

  /**
   * Adds a source description with the CNAME alone (RFC 3550 6.5).
   *
   * @param ssrc ours
   * @param cname at most 255 ASCII characters
   */
  public RtcpWriter cname(int ssrc, String cname) {
    byte[] text = cname.getBytes(StandardCharsets.US_ASCII);
    int size = (8 + 2 + text.length + 1 + 3) & ~3;
    head(1, RtcpReader.SDES, size);
    Rtp.putInt(out, at + 4, ssrc);
    out[at + 8] = 1;
    out[at + 9] = (byte) text.length;
    System.arraycopy(text, 0, out, at + 10, text.length);
    for (int i = at + 10 + text.length; i < at + size; i++) {
      out[i] = 0;
    }
    at += size;
    return this;
  }

  /**
   * Adds BYE (RFC 3550 6.6).
   *
   * @param ssrc ours
   */
  public RtcpWriter bye(int ssrc) {
    head(1, RtcpReader.BYE, 8);
    Rtp.putInt(out, at + 4, ssrc);
    at += 8;
    return this;
  }

  /**
   * Adds a picture loss indication (RFC 4585 6.3.1).
   *
   * @param ssrc ours
   * @param media whose key frame is wanted
   */
  public RtcpWriter pli(int ssrc, int media) {
    head(1, RtcpReader.PSFB, 12);
    Rtp.putInt(out, at + 4, ssrc);
    Rtp.putInt(out, at + 8, media);
    at += 12;
    return this;
  }

  /**
   * Adds a full intra request (RFC 5104 4.3.1).
   *
   * @param ssrc ours
   * @param media whose key frame is wanted
   */
  public RtcpWriter fir(int ssrc, int media) {
    head(4, RtcpReader.PSFB, 20);
    Rtp.putInt(out, at + 4, ssrc);
    Rtp.putInt(out, at + 8, 0);
    Rtp.putInt(out, at + 12, media);
    Rtp.putInt(out, at + 16, (sequenceOfFir++ & 255) << 24);
    at += 20;
    return this;
  }

  /**
   * Adds a receiver estimated maximum bitrate (draft-alvestrand-rmcat-remb-03 2.2).
   *
   * @param ssrc ours
   * @param media whom it is for
   * @param bitsPerSecond most of all that is sent
   */
  public RtcpWriter remb(int ssrc, int media, long bitsPerSecond) {
    head(15, RtcpReader.PSFB, 24);
    Rtp.putInt(out, at + 4, ssrc);
    Rtp.putInt(out, at + 8, 0);
    Rtp.putInt(out, at + 12, 0x52454d42); // "REMB"
    int exponent = exponent(bitsPerSecond, 18);
    Rtp.putInt(out, at + 16, 1 << 24 | exponent << 18 | (int) (bitsPerSecond >> exponent));
    Rtp.putInt(out, at + 20, media);
    at += 24;
    return this;
  }

  /**
   * Adds a temporary maximum media stream bit rate request (RFC 5104 4.2.1).
   *
   * @param ssrc ours
   * @param media whom it is for
   * @param bitsPerSecond most of what this source sends
   */
  public RtcpWriter tmmbr(int ssrc, int media, long bitsPerSecond) {
    head(3, RtcpReader.RTPFB, 20);
    Rtp.putInt(out, at + 4, ssrc);
    Rtp.putInt(out, at + 8, 0);
    Rtp.putInt(out, at + 12, media);
    int exponent = exponent(bitsPerSecond, 17);
    int mantissa = (int) (bitsPerSecond >> exponent);
    Rtp.putInt(out, at + 16, exponent << 26 | mantissa << 9 | IP_UDP_RTP_HEADERS);
    at += 20;
    return this;
  }

  /** How often a number must be halved to fit in so many bits. */
  private static int exponent(long number, int bits) {
    return Math.max(0, 64 - bits - Long.numberOfLeadingZeros(number));
  }

  /**
   * Adds a generic NACK (RFC 4585 6.2.1).
   *
   * @param ssrc ours
   * @param media whose packets are missing
   * @param sequence the first missing
   * @param following bit i set: {@code sequence + i + 1} is missing too
   */
  public RtcpWriter nack(int ssrc, int media, int sequence, int following) {
    head(1, RtcpReader.RTPFB, 16);
    Rtp.putInt(out, at + 4, ssrc);
    Rtp.putInt(out, at + 8, media);
    Rtp.putShort(out, at + 12, sequence);
    Rtp.putShort(out, at + 14, following);
    at += 16;
    return this;
  }
}
