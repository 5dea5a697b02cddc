package io.jackfield.appliance.metrics;

import io.jackfield.signaling.verto.VertoServer;
import io.jackfield.signaling.verto.VertoStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Counters of a service's Verto side. */
final class VertoMetrics {

  private final MeterRegistry registry;
  private final VertoServer server;
  private final String service;

  VertoMetrics(MeterRegistry registry, VertoServer server, String service) {
    this.registry = registry;
    this.server = server;
    this.service = service;
  }

  void bind() {
    gauge("jackfield.verto.connections", VertoStatistics::connections);
    gauge("jackfield.verto.logged.in", VertoStatistics::loggedIn);
    gauge("jackfield.verto.clients", VertoStatistics::clients);
    gauge("jackfield.verto.calls", VertoStatistics::calls);
    gauge("jackfield.verto.subscriptions", VertoStatistics::subscriptions);
    counter("jackfield.verto.opened", "Sockets opened", VertoStatistics::opened);
    counter("jackfield.verto.requests", "Requests of clients", VertoStatistics::requests);
    counter("jackfield.verto.errors", "Error replies", VertoStatistics::errors);
    counter("jackfield.verto.login.failures", "Refused logins", VertoStatistics::loginFailures);
    counter("jackfield.verto.malformed", "Closed for what was sent", VertoStatistics::malformed);
    counter("jackfield.verto.unanswered", "Closed for silence", VertoStatistics::unanswered);
  }

  private void counter(String name, String words, ToDoubleFunction<VertoStatistics> value) {
    FunctionCounter.builder(name, server, s -> value.applyAsDouble(s.statistics()))
        .description(words)
        .tag("service", service)
        .register(registry);
  }

  private void gauge(String name, ToDoubleFunction<VertoStatistics> value) {
    Gauge.builder(name, server, s -> value.applyAsDouble(s.statistics()))
        .tag("service", service)
        .register(registry);
  }
}
