package io.jackfield.media.embedded.file;

import java.util.Arrays;

/**
 * Places in a file where reading can begin, in order of their time; grows while the file is read.
 */
final class SeekIndex {

  /** More are no help to anybody who seeks. */
  private static final long INTERVAL_MICROS = 500_000;

  private static final int MAX_PLACES = 100_000;

  private long[] times = new long[16];
  private long[] offsets = new long[16];
  private long[] states = new long[16];
  private int size;

  /**
   * Keeps a place, unless one near or behind it is known already.
   *
   * @param micros its time
   * @param offset in the file
   * @param state what the reader must know to begin there
   */
  void add(long micros, long offset, long state) {
    boolean behind = size == 0 || micros >= times[size - 1] + INTERVAL_MICROS;
    if (!behind || size == MAX_PLACES) {
      return;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      offsets = Arrays.copyOf(offsets, 2 * size);
      states = Arrays.copyOf(states, 2 * size);
    }
    times[size] = micros;
    offsets[size] = offset;
    states[size] = state;
    size++;
  }

  /** The last place at or before a time, or -1. */
  int before(long micros) {
    int at = Arrays.binarySearch(times, 0, size, micros);
    return at >= 0 ? at : -at - 2;
  }

  int last() {
    return size - 1;
  }

  long time(int place) {
    return times[place];
  }

  long offset(int place) {
    return offsets[place];
  }

  long state(int place) {
    return states[place];
  }
}
