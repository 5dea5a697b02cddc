package io.jackfield.gateway.service;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One operation of an engine with its deadline; its outcome comes back on the owner. */
final class EngineCall {

  private static final Logger LOG = LoggerFactory.getLogger(EngineCall.class);

  private EngineCall() {}

  /** What follows an operation, however it ended. */
  static final class Then {
    private Runnable next = () -> {};
    private boolean done;

    void whenDone(Runnable action) {
      next = action;
      if (done) {
        next.run();
      }
    }

    void finish() {
      done = true;
      next.run();
    }
  }

  /**
   * Starts an operation; exactly one of the two consumers runs, on the owner, before the deadline
   * has passed.
   *
   * @return what comes after either
   */
  static <T> Then run(
      Owner owner,
      Duration deadline,
      Supplier<CompletionStage<T>> operation,
      Consumer<T> onResult,
      Consumer<Failure> onFailure) {
    Then then = new Then();
    boolean[] over = new boolean[1];
    Timer timer =
        owner.schedule(
            deadline,
            () -> {
              if (!over[0]) {
                over[0] = true;
                onFailure.accept(Failure.of(Reason.TIMEOUT));
                then.finish();
              }
            });
    CompletionStage<T> stage;
    try {
      stage = operation.get();
    } catch (RuntimeException e) {
      stage = CompletableFuture.failedStage(e);
    }
    stage.whenComplete(
        (result, error) ->
            owner.execute(
                () -> {
                  if (over[0]) {
                    return;
                  }
                  over[0] = true;
                  timer.cancel();
                  if (error == null) {
                    onResult.accept(result);
                  } else {
                    onFailure.accept(failureOf(error));
                  }
                  then.finish();
                }));
    return then;
  }

  /** What went wrong, as clients are told. */
  static Failure failureOf(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (cause instanceof FailureException e) {
      return e.failure();
    }
    LOG.error("an engine broke its contract", cause);
    return Failure.of(Reason.INTERNAL_ERROR);
  }
}
