package io.jackfield.media.embedded.relay;

/** What was sent on a stream, and what its peer reports about it. Belongs to the loop. */
final class SenderState {

  long packets;
  long bytes;
  long lostByPeer;
  long jitterByPeer;
  double roundTripMillis = -1;
  private long reported;
  private int lastTimestamp;
  private long lastNanos;

  void count(int payload, int timestamp, long now) {
    packets++;
    bytes += payload;
    lastTimestamp = timestamp;
    lastNanos = now;
  }

  /** Whether anything was sent since the last question. */
  boolean sentSinceReport() {
    boolean some = packets != reported;
    reported = packets;
    return some;
  }

  /** The RTP time of this instant. */
  int timestampAt(int clockRate, long now) {
    return lastTimestamp + (int) ((now - lastNanos) / 1000 * clockRate / 1_000_000);
  }

  /** Notes a report block about us (RFC 3550 6.4.1: round trip is arrival - LSR - DLSR). */
  void report(int lost, long jitter, int lsr, int dlsr, int nowMiddle) {
    lostByPeer = lost;
    jitterByPeer = jitter;
    if (lsr != 0) {
      int roundTrip = nowMiddle - lsr - dlsr;
      if (roundTrip >= 0) {
        roundTripMillis = roundTrip * 1000.0 / 65536;
      }
    }
  }
}
