package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.Loop;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop as the users see it. */
final class NettyLoop implements Loop {

  private static final Logger log = LoggerFactory.getLogger(NettyLoop.class);

  /**
   * Timers end on a common beat, at most this much late, so that one wake-up of the loop serves all
   * that are due: a SIP call sets about ten of them.
   */
  static final long BEAT_NANOS = 20_000_000L;

  private final EventExecutor executor;

  NettyLoop(EventExecutor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public boolean inLoop() {
    return executor.inEventLoop();
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    long wait = onBeat(System.nanoTime(), delay.toNanos());
    Future<?> future = executor.schedule(() -> guarded(task), wait, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /**
   * The wait that ends on the first beat not before a delay has passed; none stays none.
   *
   * @param now of {@link System#nanoTime()}
   */
  static long onBeat(long now, long delayNanos) {
    return delayNanos <= 0 ? 0 : delayNanos + Math.floorMod(-(now + delayNanos), BEAT_NANOS);
  }

  /** A failed timer task would otherwise vanish in a future nobody looks at. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("timer task failed", e);
    }
  }

  @Override
  public String toString() {
    return executor.toString();
  }
}
