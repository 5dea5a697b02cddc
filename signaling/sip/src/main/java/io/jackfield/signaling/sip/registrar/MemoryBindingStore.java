package io.jackfield.signaling.sip.registrar;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Bindings in memory; they do not survive a restart. */
public final class MemoryBindingStore implements BindingStore {

  private final Map<String, List<Binding>> byAor = new ConcurrentHashMap<>();

  /** Makes an empty store. */
  public MemoryBindingStore() {}

  @Override
  public List<Binding> of(String aor) {
    return byAor.getOrDefault(aor, List.of());
  }

  @Override
  public List<Binding> update(String aor, UnaryOperator<List<Binding>> change) {
    List<Binding> after =
        byAor.compute(
            aor,
            (key, before) -> {
              List<Binding> changed = change.apply(before == null ? List.of() : before);
              return changed.isEmpty() ? null : List.copyOf(changed);
            });
    return after == null ? List.of() : after;
  }

  @Override
  public void expire(Instant now) {
    for (String aor : byAor.keySet()) {
      update(aor, all -> all.stream().filter(binding -> binding.live(now)).toList());
    }
  }

  @Override
  public List<Binding> all() {
    return byAor.values().stream().flatMap(List::stream).toList();
  }

  @Override
  public int size() {
    return byAor.values().stream().mapToInt(List::size).sum();
  }
}
