package io.jackfield.signaling.api.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The data of an ok response.
 *
 * @param data a JSON-like object or array
 */
public record Reply(Object data) {

  /** No data. */
  public static final Reply EMPTY = new Reply(Map.of());

  /**
   * A reply that is ready, without data.
   *
   * @return a completed stage
   */
  public static CompletionStage<Reply> done() {
    return CompletableFuture.completedFuture(EMPTY);
  }

  /**
   * A reply that is ready.
   *
   * @param data a JSON-like object
   * @return a completed stage
   */
  public static CompletionStage<Reply> of(Map<String, ?> data) {
    return CompletableFuture.completedFuture(new Reply(data));
  }

  /**
   * A reply that is ready.
   *
   * @param data a JSON-like array
   * @return a completed stage
   */
  public static CompletionStage<Reply> of(List<?> data) {
    return CompletableFuture.completedFuture(new Reply(data));
  }
}
