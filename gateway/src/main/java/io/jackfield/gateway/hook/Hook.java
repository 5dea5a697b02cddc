package io.jackfield.gateway.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;

/**
 * One hook of one service: one holder is asked at random, another when it fails.
 *
 * @param <Q> question
 * @param <A> answer
 */
public final class Hook<Q, A> {

  private final IntUnaryOperator random;
  private final List<HookHolder<Q, A>> holders = new CopyOnWriteArrayList<>();

  /**
   * Makes a hook nobody holds.
   *
   * @param random gives a number from 0 to below its argument
   */
  Hook(IntUnaryOperator random) {
    this.random = random;
  }

  /**
   * Lets somebody answer from now on.
   *
   * @param holder the somebody
   */
  public void add(HookHolder<Q, A> holder) {
    holders.add(holder);
  }

  /**
   * Asks a holder no more; an unknown one is ignored.
   *
   * @param holder as given to {@link #add}
   */
  public void remove(HookHolder<Q, A> holder) {
    holders.remove(holder);
  }

  /**
   * Whether anybody holds it, for those who can save themselves making the question.
   *
   * @return true when there is a holder
   */
  public boolean held() {
    return !holders.isEmpty();
  }

  /**
   * Asks.
   *
   * @param question the question
   * @return the first answer of a holder; never fails
   */
  public CompletionStage<HookResult<A>> ask(Q question) {
    List<HookHolder<Q, A>> left = new ArrayList<>(holders);
    if (left.isEmpty()) {
      return CompletableFuture.completedFuture(new HookResult<>(false, Optional.empty()));
    }
    return askOne(question, left);
  }

  private CompletionStage<HookResult<A>> askOne(Q question, List<HookHolder<Q, A>> left) {
    if (left.isEmpty()) {
      return CompletableFuture.completedFuture(new HookResult<>(true, Optional.empty()));
    }
    HookHolder<Q, A> chosen = left.remove(random.applyAsInt(left.size()));
    CompletionStage<A> asked;
    try {
      asked = chosen.ask(question);
    } catch (RuntimeException e) {
      asked = CompletableFuture.failedFuture(e);
    }
    return asked
        .handle(
            (answer, error) ->
                error == null && answer != null
                    ? CompletableFuture.completedFuture(new HookResult<>(true, Optional.of(answer)))
                    : askOne(question, left))
        .thenCompose(next -> next);
  }
}
