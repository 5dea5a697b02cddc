package io.jackfield.media.embedded.record;

/**
 * Turns the RTP timestamps of one track into places in the file. The first packet is where it came;
 * those after it follow their own clock, as long as that is near ours: nobody can write hours into
 * a file in a minute.
 */
final class TrackClock {
  private static final long TOLERANCE_MICROS = 500_000;

  private boolean anchored;
  private int source;
  private int clock;
  private int anchor;
  private long anchorMicros;

  /** Begins anew with the next packet. */
  void restart() {
    anchored = false;
  }

  /**
   * The place of a packet.
   *
   * @param ssrc its source; each has a clock of its own
   * @param timestamp as it came
   * @param rate of the timestamp, Hz
   * @param now our place in the file, microseconds
   * @return microseconds from the beginning of the file, at least 0
   */
  long place(int ssrc, int timestamp, int rate, long now) {
    if (anchored && ssrc == source && rate == clock) {
      long micros = anchorMicros + (timestamp - anchor) * 1_000_000L / rate;
      if (Math.abs(micros - now) <= TOLERANCE_MICROS && micros >= 0) {
        return micros;
      }
    }
    anchored = true;
    source = ssrc;
    clock = rate;
    anchor = timestamp;
    anchorMicros = Math.max(0, now);
    return anchorMicros;
  }
}
