package io.jackfield.appliance.life;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives systemd a sign of life twice within the time it waits for one (sd_watchdog_enabled(3)), as
 * long as the event loops answer. When they do not, systemd ends the process and starts it anew.
 * One thread of its own.
 */
public final class Watchdog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread watch = new Thread(task, "watchdog");
            watch.setDaemon(true);
            return watch;
          });
  private final Supplier<CompletionStage<List<String>>> faults;
  private final Runnable alive;

  private Watchdog(Supplier<CompletionStage<List<String>>> faults, Runnable alive) {
    this.faults = faults;
    this.alive = alive;
  }

  /**
   * Begins.
   *
   * @param patience how long systemd waits for a sign of life
   * @param faults asks what is wrong; empty if nothing is
   * @param alive gives the sign; may block for a moment
   * @return until it is closed
   */
  public static Watchdog start(
      Duration patience, Supplier<CompletionStage<List<String>>> faults, Runnable alive) {
    Watchdog watchdog = new Watchdog(faults, alive);
    long half = Math.max(1, patience.toMillis() / 2);
    watchdog.thread.scheduleWithFixedDelay(watchdog::look, 0, half, TimeUnit.MILLISECONDS);
    return watchdog;
  }

  private void look() {
    faults
        .get()
        .whenComplete(
            (found, failed) -> {
              if (failed != null || !found.isEmpty()) {
                LOG.error("no sign of life for systemd: {}", failed != null ? failed : found);
              } else {
                thread.execute(alive);
              }
            });
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
