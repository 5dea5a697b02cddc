package io.jackfield.signaling.api.command;

import java.util.concurrent.CompletionStage;

/** What a command does. */
@FunctionalInterface
public interface Handler {

  /**
   * Carries the command out.
   *
   * @param request validated and permitted
   * @return the reply; fails with a {@link io.jackfield.gateway.failure.FailureException} when
   *     refused
   * @throws io.jackfield.gateway.failure.FailureException as a failed stage
   */
  CompletionStage<Reply> run(Invocation request);
}
