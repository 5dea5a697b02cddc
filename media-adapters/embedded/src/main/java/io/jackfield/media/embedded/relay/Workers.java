package io.jackfield.media.embedded.relay;

import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads beside the loops for work that takes longer than a packet may wait: coding, mixing,
 * files. Each is a serial executor; who needs one keeps it for life. A thread starts with its first
 * task. Tasks given after the close are dropped.
 */
public final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final List<Worker> workers = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();

  /**
   * So many threads.
   *
   * @param name of the threads, followed by a number
   * @param count how many
   */
  public Workers(String name, int count) {
    for (int i = 0; i < count; i++) {
      workers.add(new Worker(name + i));
    }
  }

  /** The worker whose turn it is. */
  public Owner next() {
    return workers.get(Math.floorMod(next.getAndIncrement(), workers.size()));
  }

  /** Ends the threads after the tasks they have; waits for them at most 5 s. */
  @Override
  public void close() {
    workers.forEach(w -> w.executor.shutdown());
    try {
      for (Worker worker : workers) {
        if (!worker.executor.awaitTermination(5, TimeUnit.SECONDS)) {
          LOG.warn("A media worker ends with work undone");
          worker.executor.shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Worker implements Owner {
    private final ScheduledThreadPoolExecutor executor;
    private volatile Thread thread;

    Worker(String name) {
      executor =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread made = new Thread(task, name);
                made.setDaemon(true);
                thread = made;
                return made;
              });
      executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
      executor.setRemoveOnCancelPolicy(true);
    }

    private static Runnable guarded(Runnable task) {
      return () -> {
        try {
          task.run();
        } catch (RuntimeException e) {
          LOG.error("Defect in a media worker", e);
        }
      };
    }

    @Override
    public void execute(Runnable task) {
      try {
        executor.execute(guarded(task));
      } catch (RejectedExecutionException e) {
        // Closed: the engine goes, and with it all that the task was for.
        LOG.trace("A media worker is closed", e);
      }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      try {
        ScheduledFuture<?> future =
            executor.schedule(guarded(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
      } catch (RejectedExecutionException e) {
        LOG.trace("A media worker is closed", e);
        return () -> {};
      }
    }

    @Override
    public boolean inOwner() {
      return Thread.currentThread() == thread;
    }
  }
}
