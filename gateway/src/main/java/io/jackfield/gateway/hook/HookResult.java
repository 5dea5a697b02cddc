package io.jackfield.gateway.hook;

import java.util.Optional;

/**
 * What came of a question.
 *
 * @param held whether anybody holds the hook
 * @param answer the answer; empty when nobody holds the hook and when all holders failed
 * @param <A> answer
 */
public record HookResult<A>(boolean held, Optional<A> answer) {

  /**
   * Whether there were holders and none of them could answer.
   *
   * @return true when the fail-safe rule of the hook applies
   */
  public boolean failed() {
    return held && answer.isEmpty();
  }
}
