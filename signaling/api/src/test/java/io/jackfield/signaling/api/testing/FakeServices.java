package io.jackfield.signaling.api.testing;

import io.jackfield.signaling.api.core.ServiceControl;
import io.jackfield.signaling.api.core.ServiceStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Services as names with options; says what it was asked for. */
public final class FakeServices implements ServiceControl {

  /** What was asked for, e.g. {@code start more}, with the options of a create or update. */
  public final List<String> asked = new ArrayList<>();

  private final Map<String, Map<String, Object>> services = new LinkedHashMap<>();

  public FakeServices() {
    services.put("core", Map.of());
    services.put("default", Map.of("admin_user", "admin"));
  }

  @Override
  public CompletionStage<List<String>> create(
      String name, boolean start, Map<String, Object> options) {
    asked.add("create " + name + " " + start + " " + options);
    services.put(name, options);
    return CompletableFuture.completedFuture(List.of("tcp:127.0.0.1:7000"));
  }

  @Override
  public CompletionStage<List<String>> update(String name, Map<String, Object> changes) {
    asked.add("update " + name + " " + changes);
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<Void> start(String name) {
    return done("start " + name);
  }

  @Override
  public CompletionStage<Void> stop(String name) {
    return done("stop " + name);
  }

  @Override
  public CompletionStage<Void> delete(String name) {
    services.remove(name);
    return done("delete " + name);
  }

  private CompletionStage<Void> done(String what) {
    asked.add(what);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public List<ServiceStatus> list() {
    return services.keySet().stream().map(name -> new ServiceStatus(name, true, 1, 2, 3)).toList();
  }

  @Override
  public Optional<Map<String, Object>> get(String name) {
    return Optional.ofNullable(services.get(name))
        .map(
            options -> {
              Map<String, Object> all = new LinkedHashMap<>(options);
              all.put("listen", List.of());
              return all;
            });
  }
}
