package io.jackfield.gateway.limit;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many calls there may be at once and how many may start a second. Any thread. */
public final class CallLimit {

  private static final long SECOND = 1_000;

  private final CallCap cap;
  private final InstantSource clock;
  private int calls;
  private int started;
  private long second = Long.MIN_VALUE;

  /**
   * Makes one.
   *
   * @param cap the numbers
   * @param clock whose seconds count
   */
  public CallLimit(CallCap cap, InstantSource clock) {
    this.cap = cap;
    this.clock = clock;
  }

  /**
   * Takes a place for a call.
   *
   * @return to be given back; empty if there is none
   */
  public synchronized Optional<Lease> take() {
    long now = Math.floorDiv(clock.millis(), SECOND);
    if (now != second) {
      second = now;
      started = 0;
    }
    if (cap.maxCalls() > 0 && calls >= cap.maxCalls()
        || cap.maxCps() > 0 && started >= cap.maxCps()) {
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

  /**
   * Places that are taken.
   *
   * @return 0 or more
   */
  public synchronized int calls() {
    return calls;
  }
}
