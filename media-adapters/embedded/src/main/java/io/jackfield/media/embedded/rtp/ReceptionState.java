package io.jackfield.media.embedded.rtp;

/** Reception statistics of one source (RFC 3550 6.4.1, appendices A.1, A.3 and A.8). */
public final class ReceptionState {

  private static final int MAX_JUMP = 3000;

  private int ssrc;
  private boolean begun;
  private int base;
  private int highest;
  private long cycles;
  private long received;
  private long expectedPrior;
  private long receivedPrior;
  private long jitter16;
  private int lastTransit;
  private int lastTimestamp;
  private boolean transitKnown;
  private long reportNtp;
  private long reportAt;
  private long earlierLost;

  /** The source, as 32 bits. */
  public int ssrc() {
    return ssrc;
  }

  /** Whether any packet was counted. */
  public boolean begun() {
    return begun;
  }

  /**
   * Counts a packet.
   *
   * @param source its SSRC; another than before begins anew
   * @param sequence its sequence number
   * @param timestamp its RTP timestamp
   * @param clockRate of its payload format, Hz
   * @param now arrival, monotonic nanoseconds
   */
  public void count(int source, int sequence, int timestamp, int clockRate, long now) {
    if (!begun || source != ssrc) {
      begin(source, sequence);
    } else {
      int step = (sequence - highest) & 0xffff;
      if (step < MAX_JUMP) {
        if (sequence < highest) {
          cycles += 65536;
        }
        highest = sequence;
      } else if (step < 65536 - 100) {
        // A jump either way: the sender has restarted its numbers (RFC 3550 A.1).
        begin(source, sequence);
      }
    }
    received++;
    jitter(timestamp, clockRate, now);
  }

  private void begin(int source, int sequence) {
    if (begun) {
      earlierLost += expected() - received;
    }
    ssrc = source;
    begun = true;
    base = sequence;
    highest = sequence;
    cycles = 0;
    received = 0;
    expectedPrior = 0;
    receivedPrior = 0;
    transitKnown = false;
    reportNtp = 0;
  }

  private void jitter(int timestamp, int clockRate, long now) {
    if (transitKnown && timestamp == lastTimestamp) {
      // Packets of one video frame or one event share a timestamp and say nothing about the path.
      return;
    }
    int arrival = (int) ((now / 1000) * clockRate / 1_000_000);
    int transit = arrival - timestamp;
    if (transitKnown) {
      int d = Math.abs(transit - lastTransit);
      if (d < clockRate * 4) {
        jitter16 += d - ((jitter16 + 8) >> 4);
      }
    }
    lastTransit = transit;
    lastTimestamp = timestamp;
    transitKnown = true;
  }

  private long expected() {
    return cycles + highest - base + 1;
  }

  /** Packets lost so far; negative when duplicates outnumber losses. */
  public long lost() {
    return begun ? earlierLost + expected() - received : 0;
  }

  /** Interarrival jitter in timestamp units. */
  public long jitter() {
    return jitter16 >> 4;
  }

  /**
   * Notes the peer's sender report, for the LSR and DLSR fields.
   *
   * @param ntpMiddle middle 32 bits of its NTP time
   * @param now arrival, monotonic nanoseconds
   */
  public void senderReport(int ntpMiddle, long now) {
    reportNtp = ntpMiddle & 0xffffffffL;
    reportAt = now;
  }

  /**
   * Writes a report block of 24 bytes and begins the next interval (RFC 3550 6.4.1).
   *
   * @param out the array
   * @param at where the block begins
   * @param now monotonic nanoseconds
   */
  void writeBlock(byte[] out, int at, long now) {
    long expected = expected();
    long expectedInterval = expected - expectedPrior;
    long lostInterval = expectedInterval - (received - receivedPrior);
    expectedPrior = expected;
    receivedPrior = received;
    int fraction =
        expectedInterval <= 0 || lostInterval <= 0
            ? 0
            : (int) Math.min(255, (lostInterval << 8) / expectedInterval);
    long lost = Math.max(-0x800000, Math.min(0x7fffff, expected - received));
    Rtp.putInt(out, at, ssrc);
    Rtp.putInt(out, at + 4, fraction << 24 | (int) (lost & 0xffffff));
    Rtp.putInt(out, at + 8, (int) (cycles + highest));
    Rtp.putInt(out, at + 12, (int) jitter());
    Rtp.putInt(out, at + 16, (int) reportNtp);
    long delay = reportNtp == 0 ? 0 : (now - reportAt) / 1000 * 65536 / 1_000_000;
    Rtp.putInt(out, at + 20, (int) delay);
  }
}
