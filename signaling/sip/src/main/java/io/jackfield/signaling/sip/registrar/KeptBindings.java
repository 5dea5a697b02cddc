package io.jackfield.signaling.sip.registrar;

import io.jackfield.signaling.sip.stack.Flow;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bindings in memory whose changes are written to a store now and then, many at once: a phone that
 * registers does not wait for a disk. What changed since the last writing is lost if the process is
 * killed; the phone's next refresh brings it back.
 */
public final class KeptBindings implements BindingStore {

  private static final Logger LOG = LoggerFactory.getLogger(KeptBindings.class);

  /** Of one writing; the rest comes with the next. */
  private static final int MOST = 2_000;

  private final BindingStore memory = new MemoryBindingStore();
  private final RegistrationStore store;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final AtomicReference<CompletionStage<Void>> writing =
      new AtomicReference<>(CompletableFuture.completedFuture(null));

  /** Makes one without bindings. */
  public KeptBindings(RegistrationStore store) {
    this.store = store;
  }

  /**
   * Takes over what the store has, and may be reached.
   *
   * @param flows makes a flow to where one was registered from
   * @return completes when they are there; a store that cannot be read leaves none, and a line in
   *     the log
   */
  public CompletionStage<Void> restore(
      Instant now, Function<SavedBinding, CompletionStage<Flow>> flows) {
    return store
        .all()
        .thenCompose(
            all ->
                CompletableFuture.allOf(
                    all.stream()
                        .filter(saved -> saved.expires().isAfter(now))
                        .map(saved -> restore(saved, flows).toCompletableFuture())
                        .toArray(CompletableFuture[]::new)))
        .exceptionally(
            failure -> {
              LOG.warn("registrations of before are lost: {}", failure.getMessage());
              return null;
            });
  }

  private CompletionStage<Void> restore(
      SavedBinding saved, Function<SavedBinding, CompletionStage<Flow>> flows) {
    return flows
        .apply(saved)
        .thenAccept(
            flow ->
                saved
                    .over(flow)
                    .ifPresent(
                        binding ->
                            memory.update(
                                saved.aor(),
                                before ->
                                    before.stream().anyMatch(binding::sameContact)
                                        ? before
                                        : with(before, binding))))
        .exceptionally(
            failure -> {
              LOG.debug("nobody can be reached at {}: {}", saved.host(), failure.getMessage());
              return null;
            });
  }

  private static List<Binding> with(List<Binding> before, Binding one) {
    List<Binding> after = new java.util.ArrayList<>(before);
    after.add(one);
    return after;
  }

  /**
   * Writes what changed; to be called now and then. One writing at a time.
   *
   * @return completes when it is written, or has failed and is written next time
   */
  public CompletionStage<Void> flush() {
    CompletionStage<Void> last = writing.get();
    if (!last.toCompletableFuture().isDone()) {
      return last;
    }
    Map<String, List<SavedBinding>> batch = new HashMap<>();
    for (String aor : changed) {
      if (batch.size() >= MOST) {
        break;
      }
      // Taken off before it is read, so that a change meanwhile is written next time.
      changed.remove(aor);
      batch.put(aor, memory.of(aor).stream().map(SavedBinding::of).toList());
    }
    if (batch.isEmpty()) {
      return last;
    }
    CompletionStage<Void> now =
        store
            .save(batch)
            .exceptionally(
                failure -> {
                  LOG.warn("{} registrations are not kept: {}", batch.size(), failure.getMessage());
                  changed.addAll(batch.keySet());
                  return null;
                });
    writing.set(now);
    return now;
  }

  @Override
  public List<Binding> of(String aor) {
    return memory.of(aor);
  }

  @Override
  public List<Binding> update(String aor, UnaryOperator<List<Binding>> change) {
    List<Binding> after = memory.update(aor, change);
    changed.add(aor);
    return after;
  }

  @Override
  public void expire(Instant now) {
    memory.all().stream()
        .filter(binding -> !binding.live(now))
        .forEach(binding -> changed.add(binding.aor()));
    memory.expire(now);
  }

  @Override
  public boolean knows(InetSocketAddress source) {
    return memory.knows(source);
  }

  @Override
  public List<Binding> all() {
    return memory.all();
  }

  @Override
  public int size() {
    return memory.size();
  }
}
