package io.jackfield.signaling.sip.registrar;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Bindings in memory; they do not survive a restart. */
public final class MemoryBindingStore implements BindingStore {

  private final Map<String, List<Binding>> byAor = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, Integer> sources = new ConcurrentHashMap<>();

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
              count(changed, 1);
              count(before == null ? List.of() : before, -1);
              return changed.isEmpty() ? null : List.copyOf(changed);
            });
    return after == null ? List.of() : after;
  }

  private void count(List<Binding> bindings, int by) {
    for (Binding binding : bindings) {
      sources.merge(binding.flow().remote(), by, (old, add) -> old + add == 0 ? null : old + add);
    }
  }

  @Override
  public boolean knows(InetSocketAddress source) {
    return sources.containsKey(source);
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
