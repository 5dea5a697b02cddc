package io.jackfield.signaling.sip.leg;

import io.jackfield.signaling.sip.stack.NumericAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Host names to addresses, off the event loops: a small pool with a short queue, and a deadline.
 * Plain A and AAAA for now; RFC 3263 replaces it behind the same method.
 */
public final class HostLookup implements AutoCloseable {

  private static final int THREADS = 2;
  private static final int QUEUE = 100;
  private static final long DEADLINE_SECONDS = 5;

  private final ThreadPoolExecutor pool;

  /** Makes one; its threads start when needed and end when idle. */
  public HostLookup() {
    pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> {
              Thread thread = new Thread(task, "sip-lookup");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  /**
   * Finds the address of a host.
   *
   * @return fails with {@link IOException} for a name that has none, for {@code .invalid} (RFC
   *     2606: only a flow reaches those), and when too many look-ups wait
   */
  CompletionStage<InetAddress> find(String host) {
    Optional<InetAddress> numeric = NumericAddress.tryParse(host);
    if (numeric.isPresent()) {
      return CompletableFuture.completedFuture(numeric.get());
    }
    if (host.toLowerCase(Locale.ROOT).endsWith(".invalid")) {
      return CompletableFuture.failedFuture(new UnknownHostException(host));
    }
    try {
      return CompletableFuture.supplyAsync(() -> ask(host), pool)
          .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new IOException("too many look-ups wait", e));
    }
  }

  private static InetAddress ask(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
