package io.jackfield.appliance.metrics;

import io.jackfield.gateway.service.LocalService;
import io.jackfield.media.embedded.EmbeddedEngine;
import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.sip.SipServer;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.TransportStatistics;
import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.verto.VertoServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.ToDoubleFunction;

/** The registry, its standard contents, and the page {@code /metrics}. */
public final class Metrics implements AutoCloseable {

  /** Prometheus text format 0.0.4. */
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  /** Beginnings of the names of what reads a part of a service. */
  private static final List<String> OF_A_SERVICE =
      List.of(
          "jackfield.api.",
          "jackfield.sip.",
          "jackfield.verto.",
          "jackfield.calls.live",
          "jackfield.sessions.live");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** What has to be fetched before the page is made. */
  private final List<Runnable> refreshes = new CopyOnWriteArrayList<>();

  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Makes a registry that knows the JVM. */
  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** The registry, for parts that add their own. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Adds the counters of all connections. */
  public void watch(Transport transport) {
    for (TransportKind kind : TransportKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      Gauge.builder(
              "jackfield.connections.open",
              transport,
              t -> t.statistics().open().getOrDefault(kind, 0L))
          .description("Connections open now")
          .tag("transport", name)
          .register(registry);
      FunctionCounter.builder(
              "jackfield.connections.accepted",
              transport,
              t -> t.statistics().accepted().getOrDefault(kind, 0L))
          .description("Connections accepted or opened")
          .tag("transport", name)
          .register(registry);
    }
    for (CloseCause.Kind cause : CloseCause.Kind.values()) {
      FunctionCounter.builder(
              "jackfield.connections.closed",
              transport,
              t -> t.statistics().closed().getOrDefault(cause, 0L))
          .description("Connections closed, by cause")
          .tag("cause", cause.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    counter(transport, "jackfield.connections.bytes.in", TransportStatistics::bytesIn);
    counter(transport, "jackfield.connections.bytes.out", TransportStatistics::bytesOut);
    counter(transport, "jackfield.http.requests", TransportStatistics::httpRequests);
    counter(transport, "jackfield.http.refused", TransportStatistics::httpRefused);
    counter(transport, "jackfield.tls.handshakes.failed", TransportStatistics::handshakesFailed);
    gauge(transport, "jackfield.connections.queued.messages", TransportStatistics::queuedMessages);
    gauge(transport, "jackfield.connections.queued.bytes", TransportStatistics::queuedBytes);
  }

  /** Adds the packet path's counters. */
  public void watch(EmbeddedEngine engine) {
    EngineMetrics counters = new EngineMetrics(engine);
    counters.bindTo(registry);
    refreshes.add(counters::refresh);
  }

  /** Adds the counters of a service's SIP side. */
  public void watch(SipServer server, String service) {
    new SipMetrics(registry, server, service).bind();
  }

  /** Adds the counters of a service's API. */
  public void watch(ApiServer server, String service) {
    new ApiMetrics(registry, server, service).bind();
  }

  /** Adds the counters of a service's Verto side. */
  public void watch(VertoServer server, String service) {
    new VertoMetrics(registry, server, service).bind();
  }

  /** Adds what is alive in a service. */
  public void watch(LocalService service) {
    Gauge.builder("jackfield.calls.live", service, s -> s.counts().calls())
        .description("Calls going on now")
        .tag("service", service.name())
        .register(registry);
    Gauge.builder("jackfield.sessions.live", service, s -> s.counts().sessions())
        .description("Media sessions open now")
        .tag("service", service.name())
        .register(registry);
  }

  /** Takes away what was watched of a service that is stopped; counts of its calls stay. */
  public void forget(String service) {
    registry.getMeters().stream()
        .filter(meter -> service.equals(meter.getId().getTag("service")))
        .filter(meter -> OF_A_SERVICE.stream().anyMatch(meter.getId().getName()::startsWith))
        .forEach(registry::remove);
  }

  /**
   * Adds the page.
   *
   * @param renderer where the page is made: rendering takes longer than an event loop should be
   *     kept
   */
  public void addTo(HttpRoutes.Builder routes, Executor renderer) {
    routes.get(
        "/metrics",
        request ->
            CompletableFuture.supplyAsync(
                () -> {
                  refreshes.forEach(Runnable::run);
                  return HttpResponse.of(200, TEXT_FORMAT, registry.scrape());
                },
                renderer));
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private void counter(
      Transport transport, String name, ToDoubleFunction<TransportStatistics> value) {
    FunctionCounter.builder(name, transport, t -> value.applyAsDouble(t.statistics()))
        .register(registry);
  }

  private void gauge(
      Transport transport, String name, ToDoubleFunction<TransportStatistics> value) {
    Gauge.builder(name, transport, t -> value.applyAsDouble(t.statistics())).register(registry);
  }
}
