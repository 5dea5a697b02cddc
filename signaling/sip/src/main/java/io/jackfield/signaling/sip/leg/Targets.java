package io.jackfield.signaling.sip.leg;

import io.jackfield.gateway.sdp.SdpKind;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The places one INVITE of ours may go to, one after the other. Used by one leg, on its loop. */
interface Targets {

  /** The kind of description the far end takes. */
  SdpKind kind();

  /**
   * The next place to try.
   *
   * @return empty if there is none left; fails with {@link java.io.IOException} if none was found
   */
  CompletionStage<Optional<Target>> next();

  /** The leg is over. */
  default void close() {}

  /**
   * Those that are known.
   *
   * @param targets at least one, all of one kind
   */
  static Targets of(List<Target> targets) {
    return of(targets.get(0).kind(), () -> CompletableFuture.completedFuture(targets));
  }

  /** Some that have to be looked for when the call starts. */
  static Targets of(SdpKind kind, Search search) {
    return new Targets() {
      private CompletionStage<Iterator<Target>> found;

      @Override
      public SdpKind kind() {
        return kind;
      }

      @Override
      public CompletionStage<Optional<Target>> next() {
        if (found == null) {
          found = search.find().thenApply(List::iterator);
        }
        return found.thenApply(
            left -> left.hasNext() ? Optional.of(left.next()) : Optional.empty());
      }
    };
  }

  /** Looks for places. */
  @FunctionalInterface
  interface Search {
    CompletionStage<List<Target>> find();
  }
}
