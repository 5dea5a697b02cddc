package io.jackfield.appliance.life;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened, closed in the opposite order. A part that fails or hangs while closing is logged
 * and does not keep the others open. One thread.
 */
public final class Parts {

  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  /** How one part closes; may complete later. */
  @FunctionalInterface
  public interface Closer {
    /**
     * Begins to close.
     *
     * @return completes when closed
     * @throws Exception if it cannot
     */
    CompletionStage<?> close() throws Exception;
  }

  private record Part(String name, Duration limit, Closer closer) {}

  private final Deque<Part> opened = new ArrayDeque<>();

  /**
   * Notes that a part is open.
   *
   * @param name for the log
   * @param limit how long its closing may take
   * @param closer closes it
   */
  public void opened(String name, Duration limit, Closer closer) {
    opened.push(new Part(name, limit, closer));
  }

  /** Closes all, the last opened first. */
  public void close() {
    while (!opened.isEmpty()) {
      Part part = opened.pop();
      try {
        part.closer.close().toCompletableFuture().get(part.limit.toMillis(), TimeUnit.MILLISECONDS);
        LOG.debug("closed {}", part.name);
      } catch (TimeoutException e) {
        LOG.warn("{} did not close within {} ms", part.name, part.limit.toMillis());
      } catch (ExecutionException e) {
        LOG.warn("{} failed to close", part.name, e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        LOG.warn("interrupted while {} closed", part.name);
      } catch (Exception e) {
        LOG.warn("{} failed to close", part.name, e);
      }
    }
  }
}
