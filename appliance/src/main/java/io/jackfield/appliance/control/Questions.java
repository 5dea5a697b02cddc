package io.jackfield.appliance.control;

import io.jackfield.gateway.failure.FailureException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What can be asked, by the word in {@code ask}. Made before the first is asked; then any thread.
 */
public final class Questions {

  /** Longest a question may take: less than its connection may. */
  private static final int SECONDS = 8;

  /** Answers one kind of question. */
  @FunctionalInterface
  public interface Answer {

    /**
     * Begins to answer.
     *
     * @param question all its fields
     * @return what to show: a map, list or null; fails with a {@link FailureException} or an {@link
     *     IllegalArgumentException} in words for the operator
     */
    CompletionStage<?> to(Map<String, Object> question);
  }

  private final Map<String, Answer> answers = new TreeMap<>();

  /** Makes a list without questions. */
  public Questions() {}

  /**
   * Adds one.
   *
   * @param word what stands in {@code ask}
   * @param answer how it is answered
   * @return this
   */
  public Questions on(String word, Answer answer) {
    answers.put(word, answer);
    return this;
  }

  /**
   * Answers, waiting on the caller's thread.
   *
   * @param question with {@code ask}
   * @return {@code result} {@code ok} and {@code data}, or {@code error} and why
   */
  Map<String, Object> answer(Map<String, Object> question) {
    Answer answer = answers.get(String.valueOf(question.get("ask")));
    if (answer == null) {
      return refused("unknown question; there are " + answers.keySet());
    }
    try {
      Object data = answer.to(question).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
      Map<String, Object> reply = new LinkedHashMap<>();
      reply.put("result", "ok");
      reply.put("data", data);
      return reply;
    } catch (ExecutionException e) {
      return refused(words(e.getCause()));
    } catch (TimeoutException e) {
      return refused("no answer within " + SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused("the gateway stops");
    } catch (RuntimeException e) {
      return refused(words(e));
    }
  }

  static Map<String, Object> refused(String why) {
    return Map.of("result", "error", "error", why);
  }

  private static String words(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (cause instanceof FailureException failed) {
      return failed.failure().name() + ": " + failed.failure().text();
    }
    return cause instanceof IllegalArgumentException ? cause.getMessage() : cause.toString();
  }
}
