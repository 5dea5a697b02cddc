package io.jackfield.bench.tool;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what other processes do, which tell nobody. */
public final class Poll {

  private Poll() {}

  /**
   * Returns when the condition is true.
   *
   * @param what for the error message
   * @param limit longest wait
   * @param every between two looks
   * @throws TimeoutException if it does not become true in time
   */
  public static void until(String what, Duration limit, Duration every, BooleanSupplier condition)
      throws TimeoutException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("waited " + limit.toMillis() + " ms for this: " + what);
      }
      LockSupport.parkNanos(every.toNanos());
    }
  }
}
