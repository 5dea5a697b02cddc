package io.jackfield.media.embedded.mixer;

import io.jackfield.media.embedded.rtp.Rtp;
import java.util.Arrays;

/**
 * Holds the packets of one member until it is their turn: in order, and as late as the network has
 * shown to need. Time is counted in ticks, those of {@link #take}'s caller. The delay grows when
 * packets come too late and shrinks again when they have not for a while.
 */
final class JitterBuffer {

  /** What there is to play. */
  enum Next {
    /** A packet: {@link #data}, {@link #length}. */
    PACKET,
    /** A packet that is missing while later ones are there. */
    LOST,
    /** Nothing. */
    NOTHING
  }

  /** Ticks a packet waits before it is played, at first. */
  static final int FIRST_DELAY = 2;

  /** And at most: 200 ms. */
  static final int LONGEST_DELAY = 10;

  /** So many ticks without a late packet make the delay a tick shorter. */
  static final int CALM = 500;

  private static final int SLOTS = 64;

  private final byte[][] held = new byte[SLOTS][];
  private final int[] lengths = new int[SLOTS];
  private int source;
  private int next;
  private int waiting;
  private int delay = FIRST_DELAY;
  private int countdown;
  private int calm;
  private boolean begun;
  private boolean playing;
  private boolean starved;
  private boolean fresh;
  private int expected;
  private byte[] data;
  private int length;

  /**
   * Takes a packet as it came.
   *
   * @param packet the array; free again when the method returns
   * @param len length of the packet, which begins at 0
   */
  void put(byte[] packet, int len) {
    int sequence = Rtp.sequence(packet, 0);
    int ssrc = Rtp.ssrc(packet, 0);
    int ahead = (short) (sequence - next);
    if (!begun || ssrc != source || ahead >= SLOTS || ahead < -SLOTS) {
      restart(ssrc, sequence);
    } else if (ahead < 0 && fresh && !playing) {
      // The first packets overtook this one.
      next = sequence;
    } else if (ahead < 0) {
      late();
      return;
    }
    hold(packet, len, sequence & SLOTS - 1);
  }

  private void restart(int ssrc, int sequence) {
    Arrays.fill(lengths, 0);
    waiting = 0;
    begun = true;
    playing = false;
    starved = false;
    fresh = true;
    source = ssrc;
    next = sequence;
  }

  private void hold(byte[] packet, int len, int slot) {
    if (lengths[slot] > 0) {
      return;
    }
    if (starved && Rtp.timestamp(packet, 0) == expected) {
      // It is the very next one, so it was late; after a pause of the speaker the time has jumped.
      late();
    }
    starved = false;
    if (waiting == 0 && !playing) {
      countdown = delay;
    }
    if (held[slot] == null || held[slot].length < len) {
      held[slot] = new byte[len + len / 4];
    }
    System.arraycopy(packet, 0, held[slot], 0, len);
    lengths[slot] = len;
    waiting++;
  }

  private void late() {
    calm = 0;
    if (delay < LONGEST_DELAY) {
      delay++;
      // The delay becomes real by a tick in which nothing is played.
      countdown = 2;
      playing = false;
    }
  }

  /** A tick has passed; to be called once a tick, before {@link #take}. */
  void tick() {
    calm++;
    if (calm >= CALM) {
      calm = 0;
      delay = Math.max(FIRST_DELAY, delay - 1);
    }
    if (!playing && waiting > 0) {
      countdown--;
      playing = countdown <= 0 || waiting > delay;
    }
  }

  /** Takes out what is to be played next. */
  Next take() {
    if (!playing) {
      return Next.NOTHING;
    }
    if (waiting == 0) {
      playing = false;
      starved = true;
      return Next.NOTHING;
    }
    int slot = next & SLOTS - 1;
    next = next + 1 & 0xffff;
    fresh = false;
    if (lengths[slot] == 0) {
      return Next.LOST;
    }
    data = held[slot];
    length = lengths[slot];
    lengths[slot] = 0;
    waiting--;
    return Next.PACKET;
  }

  /**
   * Says what time the packet after the one taken last is expected to have.
   *
   * @param timestamp in its clock
   */
  void expect(int timestamp) {
    expected = timestamp;
  }

  /** The packet taken last; valid until the next {@link #put}. */
  byte[] data() {
    return data;
  }

  int length() {
    return length;
  }

  /** Packets that wait. */
  int waiting() {
    return waiting;
  }

  /** Ticks a packet waits now. */
  int delay() {
    return delay;
  }
}
