package io.jackfield.signaling.api;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Two threads that check passwords, gone when idle; further logins than its queue are refused. */
final class LoginPool implements Executor {

  private static final int THREADS = 2;
  private static final int QUEUE = 1_000;
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  LoginPool(String service) {
    AtomicInteger count = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            task -> {
              Thread thread =
                  new Thread(task, "api-login-" + service + '-' + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Logins in the queue are not answered any more; their connections end with the server. */
  void close() {
    threads.shutdownNow();
  }
}
