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
    Future<?> future =
        executor.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
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
