package io.jackfield.media.embedded.rtp;

import java.util.Arrays;

/**
 * Puts the packets of one stream in order: waits a little for one that is missing, then goes on
 * without it. Late and double packets go. Another source, or a jump, begins anew.
 */
public final class OrderedPackets {

  /** Hears the packets in order. */
  @FunctionalInterface
  public interface Sink {

    /**
     * Takes a packet.
     *
     * @param data the array; free again when the method returns
     * @param len length of the packet, which begins at 0
     * @param lost how many are missing before it; -1 for the first packet of a source or after a
     *     jump
     */
    void packet(byte[] data, int len, int lost);
  }

  private static final int MAX_JUMP = 3000;

  private final byte[][] held;
  private final int[] lengths;
  private final int patience;
  private final Sink sink;
  private boolean begun;
  private int source;
  private int next;
  private int waiting;

  /**
   * Nothing seen yet.
   *
   * @param patience how many packets may wait for a missing one before them
   * @param sink hears them in order
   */
  public OrderedPackets(int patience, Sink sink) {
    this.patience = patience;
    this.sink = sink;
    // A power of two, so that slots go on where the numbers wrap.
    int slots = Integer.highestOneBit(patience * 4);
    held = new byte[slots][];
    lengths = new int[slots];
  }

  /**
   * Takes a packet as it came.
   *
   * @param data the array
   * @param len length of the packet, which begins at 0
   */
  public void add(byte[] data, int len) {
    int sequence = Rtp.sequence(data, 0);
    int ssrc = Rtp.ssrc(data, 0);
    int ahead = (short) (sequence - next);
    if (!begun || ssrc != source || ahead > MAX_JUMP || ahead < -MAX_JUMP) {
      begin(ssrc, sequence);
      sink.packet(data, len, -1);
      next = sequence + 1 & 0xffff;
      return;
    }
    if (ahead < 0) {
      return;
    }
    if (ahead == 0) {
      deliver(data, len, 0);
      drain();
      return;
    }
    if (ahead >= held.length) {
      // So much is missing that waiting makes no sense.
      flush();
      deliver(data, len, Math.max(0, (short) (sequence - next)));
      return;
    }
    hold(data, len, sequence);
    if (waiting >= patience) {
      flush();
    }
  }

  private void begin(int ssrc, int sequence) {
    Arrays.fill(lengths, 0);
    waiting = 0;
    begun = true;
    source = ssrc;
    next = sequence;
  }

  private void hold(byte[] data, int len, int sequence) {
    int slot = sequence % held.length;
    if (lengths[slot] > 0) {
      return;
    }
    if (held[slot] == null || held[slot].length < len) {
      held[slot] = new byte[len];
    }
    System.arraycopy(data, 0, held[slot], 0, len);
    lengths[slot] = len;
    waiting++;
  }

  private void deliver(byte[] data, int len, int lost) {
    next = Rtp.sequence(data, 0) + 1 & 0xffff;
    sink.packet(data, len, lost);
  }

  private void drain() {
    while (waiting > 0 && lengths[next % held.length] > 0) {
      release(next % held.length, 0);
    }
  }

  private void release(int slot, int lost) {
    int len = lengths[slot];
    lengths[slot] = 0;
    waiting--;
    deliver(held[slot], len, lost);
  }

  /** Gives out all that waits, without what is missing. */
  public void flush() {
    while (waiting > 0) {
      int lost = 0;
      while (lengths[(next + lost & 0xffff) % held.length] == 0) {
        lost++;
      }
      release((next + lost & 0xffff) % held.length, lost);
    }
  }
}
