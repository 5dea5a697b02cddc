package io.jackfield.signaling.sip.trunk;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many calls there may be at once and how many may start a second. Any thread. */
final class CallLimit {

  private static final long SECOND = 1_000;

  private final int maxCalls;
  private final int maxCps;
  private final InstantSource clock;
  private int calls;
  private int started;
  private long second = Long.MIN_VALUE;

  /**
   * Makes one.
   *
   * @param maxCalls at once, 0 for any
   * @param maxCps in each second of the clock, 0 for any
   */
  CallLimit(int maxCalls, int maxCps, InstantSource clock) {
    this.maxCalls = maxCalls;
    this.maxCps = maxCps;
    this.clock = clock;
  }

  /** Takes a place for a call; empty if there is none. */
  synchronized Optional<Lease> take() {
    long now = Math.floorDiv(clock.millis(), SECOND);
    if (now != second) {
      second = now;
      started = 0;
    }
    if (maxCalls > 0 && calls >= maxCalls || maxCps > 0 && started >= maxCps) {
      return Optional.empty();
    }
    calls++;
    started++;
    AtomicBoolean given = new AtomicBoolean();
    return Optional.of(
        () -> {
          if (given.compareAndSet(false, true)) {
            giveBack();
          }
        });
  }

  private synchronized void giveBack() {
    calls--;
  }

  synchronized int calls() {
    return calls;
  }
}
