package io.jackfield.signaling.sip.registrar;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where registrations outlive the process. Any thread; must not block. */
public interface RegistrationStore {

  /** Keeps nothing. */
  RegistrationStore NONE =
      new RegistrationStore() {
        @Override
        public CompletionStage<List<SavedBinding>> all() {
          return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<Void> save(Map<String, List<SavedBinding>> changed) {
          return CompletableFuture.completedFuture(null);
        }
      };

  /**
   * What is kept.
   *
   * @return fails if it cannot be read
   */
  CompletionStage<List<SavedBinding>> all();

  /**
   * Replaces the bindings of some addresses of record, all or none of them.
   *
   * @param changed by address of record; an empty list forgets it
   * @return completes when they are kept; fails if they cannot be
   */
  CompletionStage<Void> save(Map<String, List<SavedBinding>> changed);
}
