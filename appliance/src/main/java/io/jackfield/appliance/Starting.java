package io.jackfield.appliance;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for one part's start on the main thread, and puts its failure into words. */
final class Starting {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Starting() {}

  /**
   * Waits.
   *
   * @param what the part, as it stands in a sentence, e.g. {@code the web server}
   * @throws StartException if it fails or takes too long; a failure's own message is kept, since a
   *     listener's names the address and what to do
   */
  static <T> T await(String what, CompletionStage<T> stage) throws StartException {
    try {
      return stage.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String words = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      throw new StartException(words, cause);
    } catch (TimeoutException e) {
      throw new StartException(what + " did not start within " + LIMIT.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while " + what + " started", e);
    }
  }
}
