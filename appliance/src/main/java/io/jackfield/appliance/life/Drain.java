package io.jackfield.appliance.life;

import io.jackfield.gateway.store.CallRecord;
import io.jackfield.gateway.store.CallRecords;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the calls that go on to end. It learns of each end by standing in the way of the call
 * records. {@link #write} any thread, {@link #await} one.
 */
public final class Drain implements CallRecords {

  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  /** A call leaves the list of calls a moment after its record is written. */
  private static final long LOOK_AGAIN_MILLIS = 100;

  private final CallRecords next;
  private volatile boolean begun;
  private final Semaphore ended = new Semaphore(0);

  /**
   * Makes one.
   *
   * @param next gets every record
   */
  public Drain(CallRecords next) {
    this.next = next;
  }

  @Override
  public void ongoing(CallRecord record) {
    next.ongoing(record);
  }

  @Override
  public void write(CallRecord record) {
    next.write(record);
    ended.release();
  }

  /** From now on no call is taken. */
  public void begin() {
    begun = true;
  }

  /** Calls are taken again. */
  public void cancel() {
    begun = false;
  }

  /** Whether new calls are refused. */
  public boolean begun() {
    return begun;
  }

  /**
   * Waits until no call is left.
   *
   * @param calls how many go on now
   * @param limit how long to wait
   * @return whether all ended by themselves
   */
  public boolean await(IntSupplier calls, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    int last = -1;
    while (calls.getAsInt() > 0) {
      if (calls.getAsInt() != last) {
        last = calls.getAsInt();
        LOG.info("draining, {} calls go on", last);
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      try {
        if (ended.tryAcquire(Math.min(left, LOOK_AGAIN_MILLIS), TimeUnit.MILLISECONDS)) {
          ended.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
