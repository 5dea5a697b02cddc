package io.jackfield.media.embedded.relay;

/**
 * Which packet of which source stands behind each number sent lately on a video stream, so that
 * exactly that packet is repeated. Belongs to the loop.
 */
final class SentLog {

  private static final int SLOTS = 512;
  private static final long REPEAT_NANOS = 20_000_000L;

  private final int[] sequences = new int[SLOTS];
  private final int[] sourceSsrcs = new int[SLOTS];
  private final int[] sourceSequences = new int[SLOTS];
  private final int[] timestamps = new int[SLOTS];
  private final long[] repeatedAt = new long[SLOTS];
  private final boolean[] used = new boolean[SLOTS];

  void note(int sequence, int timestamp, int sourceSsrc, int sourceSequence) {
    int slot = sequence % SLOTS;
    used[slot] = true;
    sequences[slot] = sequence;
    timestamps[slot] = timestamp;
    sourceSsrcs[slot] = sourceSsrc;
    sourceSequences[slot] = sourceSequence;
    repeatedAt[slot] = 0;
  }

  /** Forgets all: under new payload types the same number would stand for other bytes. */
  void clear() {
    java.util.Arrays.fill(used, false);
  }

  boolean has(int sequence) {
    int slot = sequence % SLOTS;
    return used[slot] && sequences[slot] == sequence;
  }

  int sourceSsrc(int sequence) {
    return sourceSsrcs[sequence % SLOTS];
  }

  int sourceSequence(int sequence) {
    return sourceSequences[sequence % SLOTS];
  }

  int timestamp(int sequence) {
    return timestamps[sequence % SLOTS];
  }

  /** Whether a packet may be repeated now: not twice within a round trip. */
  boolean repeat(int sequence, long now) {
    int slot = sequence % SLOTS;
    if (repeatedAt[slot] != 0 && now - repeatedAt[slot] < REPEAT_NANOS) {
      return false;
    }
    repeatedAt[slot] = now;
    return true;
  }
}
