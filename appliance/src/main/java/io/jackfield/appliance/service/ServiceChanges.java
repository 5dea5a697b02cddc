package io.jackfield.appliance.service;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which services change; it may wait, each wait with a deadline. */
final class ServiceChanges {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceChanges.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int QUEUE = 100;
  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor thread;

  ServiceChanges() {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            task -> {
              Thread worker = new Thread(task, "services");
              worker.setDaemon(true);
              return worker;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  /** A change; what must wait until its outcome is told goes into {@code after}. */
  @FunctionalInterface
  interface Change<T> {
    T run(Afterwards after) throws FailureException;
  }

  /** What is done once the outcome of a change was told. */
  static final class Afterwards {
    private Runnable task = () -> {};

    void then(Runnable next) {
      task = next;
    }
  }

  <T> CompletionStage<T> submit(String what, Change<T> change) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    try {
      thread.execute(() -> run(what, change, outcome));
    } catch (RejectedExecutionException e) {
      outcome.completeExceptionally(
          new FailureException(
              Failure.of(Reason.INTERNAL_ERROR), "too many changes of services wait", e));
    }
    return outcome;
  }

  private static <T> void run(String what, Change<T> change, CompletableFuture<T> outcome) {
    Afterwards after = new Afterwards();
    try {
      outcome.complete(change.run(after));
    } catch (FailureException e) {
      LOG.info("{}: {}", what, e.getMessage());
      outcome.completeExceptionally(e);
    } catch (RuntimeException e) {
      outcome.completeExceptionally(e);
    }
    try {
      after.task.run();
    } catch (RuntimeException e) {
      LOG.error("{}: what follows failed", what, e);
    }
  }

  /**
   * Waits on the thread of changes.
   *
   * @throws FailureException the stage's own, or that of {@code otherwise} with the cause's words
   */
  static <T> T await(CompletionStage<T> stage, Reason otherwise) {
    try {
      return stage.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof FailureException known) {
        throw known;
      }
      throw new FailureException(
          otherwise == Reason.LISTEN_ERROR
              ? Failure.of(Reason.LISTEN_ERROR, String.valueOf(cause.getMessage()))
              : Failure.of(otherwise),
          String.valueOf(cause.getMessage()),
          cause);
    } catch (TimeoutException e) {
      throw new FailureException(Failure.of(Reason.TIMEOUT), "not within " + LIMIT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(Failure.of(Reason.PROCESS_DOWN), "interrupted", e);
    }
  }

  /** The same for what is only worth a line in the log when it fails. */
  static void awaitOrLog(String what, CompletionStage<?> stage) {
    try {
      await(stage, Reason.INTERNAL_ERROR);
    } catch (FailureException e) {
      LOG.warn("{}: {}", what, e.getMessage());
    }
  }

  void close() {
    thread.shutdownNow();
  }
}
