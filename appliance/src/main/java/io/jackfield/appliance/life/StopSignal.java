package io.jackfield.appliance.life;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the stop once, on whatever ends the process: SIGTERM, Ctrl-C, or the end of the command. The
 * process then ends with 0: a JVM would report a signal as 143 or 130, though everything was closed
 * as it should be.
 */
public final class StopSignal {

  private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

  /** What has to be done before the process may end. */
  @FunctionalInterface
  public interface Stop {
    /**
     * Stops everything.
     *
     * @throws Exception if something could not be stopped
     */
    void run() throws Exception;
  }

  private final CountDownLatch stopped = new CountDownLatch(1);

  private StopSignal() {}

  /** Installs the hook. */
  public static StopSignal install(Stop stop) {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.stop(stop), "stop"));
    return signal;
  }

  /** Waits until the process is stopped; does not return before. */
  public void await() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop(Stop stop) {
    int status = 0;
    try {
      stop.run();
    } catch (Exception e) {
      LOG.error("stop failed", e);
      status = 1;
    }
    stopped.countDown();
    Runtime.getRuntime().halt(status);
  }
}
