package io.jackfield.appliance.life;

import io.jackfield.signaling.transport.connection.Loop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Asks every event loop for a sign of life: a blocked one is the fault a restart would mend. */
public final class LoopHealth {

  private static final int DEADLINE_SECONDS = 2;

  private final List<Loop> loops;

  /**
   * Makes one.
   *
   * @param loops all of the gateway
   */
  public LoopHealth(List<Loop> loops) {
    this.loops = List.copyOf(loops);
  }

  /**
   * Asks them now.
   *
   * @return what is wrong, empty if nothing is; completes within two seconds
   */
  public CompletionStage<List<String>> faults() {
    List<CompletableFuture<Boolean>> answers = loops.stream().map(LoopHealth::alive).toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(
            all ->
                IntStream.range(0, answers.size())
                    .filter(i -> !answers.get(i).join())
                    .mapToObj(i -> "event loop " + i + " does not answer")
                    .toList());
  }

  private static CompletableFuture<Boolean> alive(Loop loop) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    loop.execute(() -> answer.complete(true));
    return answer.completeOnTimeout(false, DEADLINE_SECONDS, TimeUnit.SECONDS);
  }
}
