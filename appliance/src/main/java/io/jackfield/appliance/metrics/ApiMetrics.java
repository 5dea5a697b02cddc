package io.jackfield.appliance.metrics;

import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.api.ApiStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Counters of a service's API. */
final class ApiMetrics {

  private final MeterRegistry registry;
  private final ApiServer server;
  private final String service;

  ApiMetrics(MeterRegistry registry, ApiServer server, String service) {
    this.registry = registry;
    this.server = server;
    this.service = service;
  }

  void bind() {
    gauge("jackfield.api.connections", ApiStatistics::connections);
    gauge("jackfield.api.logged.in", ApiStatistics::loggedIn);
    gauge("jackfield.api.call.legs", ApiStatistics::legs);
    counter("jackfield.api.opened", "Connections opened", ApiStatistics::opened);
    counter("jackfield.api.requests", "Requests of clients", ApiStatistics::requests);
    counter("jackfield.api.errors", "Error replies", ApiStatistics::errors);
    counter("jackfield.api.login.failures", "Refused logins", ApiStatistics::loginFailures);
    counter("jackfield.api.malformed", "Closed for what was sent", ApiStatistics::malformed);
    counter("jackfield.api.events", "Events sent", ApiStatistics::events);
  }

  private void counter(String name, String words, ToDoubleFunction<ApiStatistics> value) {
    FunctionCounter.builder(name, server, s -> value.applyAsDouble(s.statistics()))
        .description(words)
        .tag("service", service)
        .register(registry);
  }

  private void gauge(String name, ToDoubleFunction<ApiStatistics> value) {
    Gauge.builder(name, server, s -> value.applyAsDouble(s.statistics()))
        .tag("service", service)
        .register(registry);
  }
}
