package io.jackfield.appliance.service;

import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.service.LocalService;
import io.jackfield.gateway.store.ServiceStore;
import io.jackfield.gateway.store.StoredService;
import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.api.core.ApiService;
import io.jackfield.signaling.api.core.ApiServices;
import io.jackfield.signaling.api.core.ServiceControl;
import io.jackfield.signaling.api.core.ServiceStatus;
import io.jackfield.signaling.api.listen.Listening;
import io.jackfield.signaling.sip.SipServer;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.verto.VertoServer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every service of the gateway: those of the configuration, with what was changed of them over the
 * API laid over it, and those made over the API. A change is applied, then kept; if it cannot be
 * applied or kept, everything is as before.
 */
public final class ServiceHost implements ServiceControl {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceHost.class);

  private final OptionRules options;
  private final ServiceStore store;
  private final ServiceFactory factory;
  private final EventBus events;
  private final ServiceChanges changes = new ServiceChanges();
  private final ApiServices together = new ApiServices(this);
  private final Map<String, HostedService> services = new ConcurrentSkipListMap<>();

  /**
   * Makes a host without services.
   *
   * @param config of the gateway
   * @param store keeps what the API makes
   * @param factory makes the parts of services
   * @param events of all services
   * @param plugins what services can be given
   */
  public ServiceHost(
      Config config,
      ServiceStore store,
      ServiceFactory factory,
      EventBus events,
      PluginRules plugins) {
    this.options = new OptionRules(config.sources(), plugins);
    this.store = store;
    this.factory = factory;
    this.events = events;
    config
        .everyService()
        .forEach(each -> services.put(each.name(), HostedService.configured(each.name())));
  }

  /**
   * Makes all services of the configuration and the store; nothing listens yet. Waits for the store
   * on the caller's thread. Before anything else is called.
   *
   * @throws FailureException if the store cannot be read, or a configured service cannot be made
   */
  public void make() {
    for (StoredService kept : ServiceChanges.await(store.all(), Reason.INTERNAL_ERROR)) {
      HostedService known = services.get(kept.name());
      if (known == null) {
        services.put(kept.name(), HostedService.made(kept));
      } else {
        LOG.info(
            "service {}: options given over the API: {}", kept.name(), kept.options().keySet());
        known.kept(kept);
      }
    }
    // The core service first: its administrator is that of all others.
    makeOne(services.get(ServiceConfig.CORE));
    services.values().stream().filter(each -> !each.isCore()).forEach(this::makeOne);
  }

  private void makeOne(HostedService hosted) {
    try {
      hosted.settings(options.settings(hosted.name(), hosted.stored().options()));
      if (hosted.stored().started()) {
        hosted.running(factory.make(hosted.settings(), together));
      }
    } catch (FailureException e) {
      if (hosted.isConfigured()) {
        throw e;
      }
      LOG.error("service {} cannot be started: {}", hosted.name(), e.failure().text());
    }
  }

  /**
   * Opens every listener. Waits on the caller's thread.
   *
   * @throws FailureException if one of a configured service cannot be opened
   */
  public void listen() {
    for (HostedService hosted : services.values()) {
      if (hosted.running().isEmpty()) {
        continue;
      }
      try {
        listen(hosted.running().get(), hosted.settings());
      } catch (FailureException e) {
        if (hosted.isConfigured()) {
          throw e;
        }
        LOG.error("service {} stays stopped: {}", hosted.name(), e.failure().text());
        discard(hosted);
      }
    }
  }

  private Listening listen(RunningService running, ServiceSettings settings) {
    running
        .sip()
        .ifPresent(
            side -> ServiceChanges.await(side.start(factory.identity()), Reason.LISTEN_ERROR));
    running
        .verto()
        .ifPresent(
            side -> ServiceChanges.await(side.start(factory.identity()), Reason.LISTEN_ERROR));
    return ServiceChanges.await(running.listen(settings, factory.identity()), Reason.LISTEN_ERROR);
  }

  private void discard(HostedService hosted) {
    hosted
        .running()
        .ifPresent(
            running -> {
              hosted.stopped();
              ServiceChanges.awaitOrLog("ending " + hosted.name(), running.endCalls());
              ServiceChanges.awaitOrLog("closing " + hosted.name(), running.close());
              factory.forget(hosted.name());
            });
  }

  /**
   * Where a service's WebSockets go on the web server.
   *
   * @param name service name
   * @return empty if it is not started
   */
  public Optional<WebSocketEndpoint> endpoint(String name) {
    return running(name).map(running -> running.api().endpoint());
  }

  /**
   * The SIP side of a service.
   *
   * @param name service name
   * @return empty if it has none or is not started
   */
  public Optional<SipServer> sip(String name) {
    return running(name).flatMap(RunningService::sip).map(SipSide::server);
  }

  /**
   * The Verto side of a service.
   *
   * @param name service name
   * @return empty if it has none or is not started
   */
  public Optional<VertoServer> verto(String name) {
    return running(name).flatMap(RunningService::verto).map(VertoSide::server);
  }

  /**
   * The API of a service.
   *
   * @param name service name
   * @return empty if it is not started
   */
  public Optional<ApiServer> api(String name) {
    return running(name).map(RunningService::api);
  }

  /**
   * Where a service's API listens on sockets of its own.
   *
   * @param name service name
   * @return as listeners are written, with their real ports
   */
  public List<String> addresses(String name) {
    return running(name).map(RunningService::addresses).orElse(List.of());
  }

  private Optional<RunningService> running(String name) {
    return Optional.ofNullable(services.get(name)).flatMap(HostedService::running);
  }

  /**
   * Services that are started.
   *
   * @return a copy
   */
  public Collection<LocalService> running() {
    return services.values().stream()
        .flatMap(each -> each.running().stream())
        .map(RunningService::service)
        .toList();
  }

  /**
   * Ends every call and session.
   *
   * @return completes when all are gone
   */
  public CompletionStage<Void> endCalls() {
    return all(RunningService::endCalls);
  }

  /**
   * Closes every service.
   *
   * @return completes when all are closed
   */
  public CompletionStage<Void> close() {
    changes.close();
    return all(running -> running.listeners().close().thenCompose(free -> running.close()));
  }

  private CompletionStage<Void> all(Function<RunningService, CompletionStage<Void>> action) {
    return CompletableFuture.allOf(
        services.values().stream()
            .flatMap(each -> each.running().stream())
            .map(action)
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture[]::new));
  }

  // ServiceControl

  @Override
  public CompletionStage<List<String>> create(
      String name, boolean start, Map<String, Object> given) {
    return changes.submit("create service " + name, after -> created(name, start, given));
  }

  private List<String> created(String name, boolean start, Map<String, Object> given) {
    if (services.containsKey(name)) {
      throw FailureException.of(Reason.SERVICE_ALREADY_EXISTS);
    }
    StoredService kept = new StoredService(name, start, options.laid(name, Map.of(), given));
    HostedService hosted = HostedService.made(kept);
    hosted.settings(options.settings(name, kept.options()));
    if (start) {
      startParts(hosted);
    }
    try {
      ServiceChanges.await(store.put(kept), Reason.INTERNAL_ERROR);
    } catch (FailureException e) {
      discard(hosted);
      throw e;
    }
    services.put(name, hosted);
    tell("created", name);
    if (start) {
      tell("started", name);
    }
    LOG.info("service {} was made{}", name, start ? " and started" : "");
    return hosted.running().map(RunningService::addresses).orElse(List.of());
  }

  private void startParts(HostedService hosted) {
    hosted.running(factory.make(hosted.settings(), together));
    try {
      listen(hosted.running().orElseThrow(), hosted.settings());
    } catch (FailureException e) {
      discard(hosted);
      throw e;
    }
  }

  @Override
  public CompletionStage<List<String>> update(String name, Map<String, Object> given) {
    return changes.submit("update service " + name, after -> updated(existing(name), given));
  }

  private List<String> updated(HostedService hosted, Map<String, Object> given) {
    String name = hosted.name();
    StoredService before = hosted.stored();
    StoredService next =
        new StoredService(name, before.started(), options.laid(name, before.options(), given));
    ServiceSettings settings = options.settings(name, next.options());
    Optional<RunningService> running = hosted.running();
    List<String> opened =
        running
            .map(
                r ->
                    ServiceChanges.await(
                            r.listen(settings, factory.identity()), Reason.LISTEN_ERROR)
                        .opened())
            .orElse(List.of());
    try {
      ServiceChanges.await(store.put(next), Reason.INTERNAL_ERROR);
    } catch (FailureException e) {
      running.ifPresent(
          r ->
              ServiceChanges.awaitOrLog(
                  "old listeners of " + name, r.listen(hosted.settings(), factory.identity())));
      throw e;
    }
    hosted.kept(next);
    hosted.settings(settings);
    running.ifPresent(r -> r.apply(settings));
    tell("updated", name);
    LOG.info("service {}: changed {}", name, given.keySet());
    return opened;
  }

  @Override
  public CompletionStage<Void> start(String name) {
    return changes.submit("start service " + name, after -> started(existing(name)));
  }

  private Void started(HostedService hosted) {
    if (hosted.running().isEmpty()) {
      startParts(hosted);
      keepState(hosted, true);
      tell("started", hosted.name());
      LOG.info("service {} is started", hosted.name());
    }
    return null;
  }

  @Override
  public CompletionStage<Void> stop(String name) {
    return changes.submit("stop service " + name, after -> stopped(existing(name), after));
  }

  private Void stopped(HostedService hosted, ServiceChanges.Afterwards after) {
    if (hosted.isCore()) {
      // Nobody could start it again.
      throw FailureException.of(Reason.INVALID_OPERATION);
    }
    Optional<RunningService> running = hosted.running();
    if (running.isPresent()) {
      keepState(hosted, false);
      end(hosted, running.get(), after);
    }
    return null;
  }

  /** Who asked may be a connection of this service: it gets its reply before it is closed. */
  private void end(HostedService hosted, RunningService running, ServiceChanges.Afterwards after) {
    hosted.stopped();
    ServiceChanges.awaitOrLog("ending " + hosted.name(), running.endCalls());
    tell("stopped", hosted.name());
    LOG.info("service {} is stopped", hosted.name());
    after.then(
        () -> {
          ServiceChanges.awaitOrLog("closing " + hosted.name(), running.close());
          factory.forget(hosted.name());
        });
  }

  /** A configured service starts with the gateway whatever was done to it before. */
  private void keepState(HostedService hosted, boolean started) {
    if (!hosted.isConfigured()) {
      StoredService next = new StoredService(hosted.name(), started, hosted.stored().options());
      ServiceChanges.await(store.put(next), Reason.INTERNAL_ERROR);
      hosted.kept(next);
    }
  }

  @Override
  public CompletionStage<Void> delete(String name) {
    return changes.submit("delete service " + name, after -> deleted(existing(name), after));
  }

  private Void deleted(HostedService hosted, ServiceChanges.Afterwards after) {
    if (hosted.isConfigured()) {
      // It would be there again after the next start.
      throw FailureException.of(Reason.INVALID_OPERATION);
    }
    ServiceChanges.await(store.remove(hosted.name()), Reason.INTERNAL_ERROR);
    hosted.running().ifPresent(running -> end(hosted, running, after));
    services.remove(hosted.name());
    tell("deleted", hosted.name());
    LOG.info("service {} is deleted", hosted.name());
    return null;
  }

  @Override
  public List<ServiceStatus> list() {
    return services.values().stream()
        .sorted(Comparator.comparing(each -> !each.isCore()))
        .map(HostedService::status)
        .toList();
  }

  @Override
  public Optional<Map<String, Object>> get(String name) {
    return Optional.ofNullable(services.get(name)).map(HostedService::view);
  }

  private HostedService existing(String name) {
    return Optional.ofNullable(services.get(name))
        .orElseThrow(() -> FailureException.of(Reason.SERVICE_NOT_FOUND));
  }

  private void tell(String type, String name) {
    events.publish(
        new Event(
            ApiService.CORE,
            "core",
            Optional.of("service"),
            Optional.of(type),
            Optional.of(name),
            Map.of()));
  }
}
