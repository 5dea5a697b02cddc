package io.jackfield.appliance.service;

import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.gateway.service.LocalService;
import io.jackfield.gateway.store.StoredService;
import io.jackfield.signaling.api.core.ServiceStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service, started or not. Changed on the thread of changes alone, read from any; what is read
 * together is replaced together.
 */
final class HostedService {

  private final String name;
  private final boolean configured;
  private volatile StoredService stored;
  private volatile Optional<ServiceSettings> settings = Optional.empty();
  private volatile Optional<RunningService> running = Optional.empty();

  private HostedService(boolean configured, StoredService stored) {
    this.name = stored.name();
    this.configured = configured;
    this.stored = stored;
  }

  /** Stands in the configuration; nothing was changed of it over the API. */
  static HostedService configured(String name) {
    return new HostedService(true, new StoredService(name, true, Map.of()));
  }

  /** Was made over the API. */
  static HostedService made(StoredService kept) {
    return new HostedService(false, kept);
  }

  String name() {
    return name;
  }

  boolean isConfigured() {
    return configured;
  }

  boolean isCore() {
    return name.equals(ServiceConfig.CORE);
  }

  StoredService stored() {
    return stored;
  }

  /** What the store has of it now; a configured service is started whatever it has. */
  void kept(StoredService next) {
    stored = configured ? new StoredService(name, true, next.options()) : next;
  }

  ServiceSettings settings() {
    return settings.orElseThrow();
  }

  void settings(ServiceSettings next) {
    settings = Optional.of(next);
  }

  Optional<RunningService> running() {
    return running;
  }

  void running(RunningService parts) {
    running = Optional.of(parts);
  }

  void stopped() {
    running = Optional.empty();
  }

  ServiceStatus status() {
    Optional<RunningService> now = running;
    Optional<LocalService.Counts> counts = now.map(parts -> parts.service().counts());
    return new ServiceStatus(
        name,
        now.isPresent(),
        now.map(parts -> parts.api().connections().size()).orElse(0),
        counts.map(LocalService.Counts::sessions).orElse(0),
        counts.map(LocalService.Counts::calls).orElse(0));
  }

  /** As {@code core/service/get} tells it, without the status. */
  Map<String, Object> view() {
    Map<String, Object> view = new LinkedHashMap<>();
    settings.map(ServiceView::of).ifPresent(view::putAll);
    Optional<RunningService> now = running;
    view.put("listen", now.map(RunningService::addresses).orElse(List.of()));
    now.ifPresent(parts -> view.put("start_time", parts.startTime().toString()));
    return view;
  }
}
