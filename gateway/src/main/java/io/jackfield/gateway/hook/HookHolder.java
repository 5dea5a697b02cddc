package io.jackfield.gateway.hook;

import java.util.concurrent.CompletionStage;

/**
 * Somebody who answers the questions of a hook.
 *
 * @param <Q> question
 * @param <A> answer
 */
@FunctionalInterface
public interface HookHolder<Q, A> {

  /**
   * Answers a question. Must not block.
   *
   * @param question the question
   * @return the answer, in bounded time; any failure lets another holder be asked
   */
  CompletionStage<A> ask(Q question);
}
