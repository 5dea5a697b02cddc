package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.net.MediaLoop;
import io.jackfield.media.embedded.rtp.Rtp;

/**
 * The last packets of a video source as they came, so that what a viewer misses need not be asked
 * of the source again; and what the source has been asked for lately. Belongs to the loop. Slots
 * grow to the packets they hold and are used again.
 */
final class PacketHistory {

  /** About a second at 3 Mbit/s. */
  private static final int SLOTS = 256;

  private static final long ASK_AGAIN_NANOS = 60_000_000L;

  private final byte[][] packets = new byte[SLOTS][];
  private final int[] lengths = new int[SLOTS];
  private final int[] asked = new int[SLOTS];
  private final long[] askedAt = new long[SLOTS];

  void keep(byte[] data, int off, int len) {
    int slot = Rtp.sequence(data, off) % SLOTS;
    if (packets[slot] == null || packets[slot].length < len) {
      packets[slot] = new byte[Math.max(len, Math.min(MediaLoop.MAX_PACKET, len + len / 4))];
    }
    System.arraycopy(data, off, packets[slot], 0, len);
    lengths[slot] = len;
  }

  /**
   * Copies a packet.
   *
   * @param ssrc the source it must be of
   * @param sequence its number
   * @param to the array
   * @param at where to
   * @return its length, or -1 when it is not kept any more
   */
  int find(int ssrc, int sequence, byte[] to, int at) {
    int slot = sequence % SLOTS;
    byte[] packet = packets[slot];
    if (packet == null || Rtp.sequence(packet, 0) != sequence || Rtp.ssrc(packet, 0) != ssrc) {
      return -1;
    }
    System.arraycopy(packet, 0, to, at, lengths[slot]);
    return lengths[slot];
  }

  /** Whether the source should be asked for a packet: not when it just was, by another viewer. */
  boolean ask(int sequence, long now) {
    int slot = sequence % SLOTS;
    if (askedAt[slot] != 0 && asked[slot] == sequence && now - askedAt[slot] < ASK_AGAIN_NANOS) {
      return false;
    }
    asked[slot] = sequence;
    askedAt[slot] = now;
    return true;
  }
}
