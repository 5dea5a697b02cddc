package io.jackfield.gateway.service;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Callers waiting for the outcome of a step, by token. Any thread. */
final class Replies {

  private final Map<Long, CompletableFuture<Object>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();

  /** A caller waits: the token for the step, and the future it is answered through. */
  record Reply(long token, CompletableFuture<Object> future) {}

  Reply open() {
    CompletableFuture<Object> future = new CompletableFuture<>();
    long token = last.incrementAndGet();
    waiting.put(token, future);
    return new Reply(token, future);
  }

  void succeed(long token, Optional<Object> result) {
    CompletableFuture<Object> future = waiting.remove(token);
    if (future != null) {
      future.complete(result.orElse(null));
    }
  }

  void fail(long token, Failure failure) {
    CompletableFuture<Object> future = waiting.remove(token);
    if (future != null) {
      future.completeExceptionally(new FailureException(failure));
    }
  }

  int size() {
    return waiting.size();
  }
}
