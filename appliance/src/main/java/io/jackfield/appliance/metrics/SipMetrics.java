package io.jackfield.appliance.metrics;

import io.jackfield.signaling.sip.SipServer;
import io.jackfield.signaling.sip.SipStatistics;
import io.jackfield.signaling.sip.trunk.TrunkStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Counters of a service's SIP side. */
final class SipMetrics {

  private final MeterRegistry registry;
  private final SipServer server;
  private final String service;

  SipMetrics(MeterRegistry registry, SipServer server, String service) {
    this.registry = registry;
    this.server = server;
    this.service = service;
  }

  void bind() {
    counter("jackfield.sip.requests.in", "Requests read", SipStatistics::requestsIn);
    counter("jackfield.sip.responses.in", "Responses read", SipStatistics::responsesIn);
    counter("jackfield.sip.messages.out", "Messages sent", SipStatistics::messagesOut);
    counter("jackfield.sip.retransmissions", "Messages sent again", SipStatistics::retransmissions);
    counter("jackfield.sip.parse.failures", "Messages not readable", SipStatistics::parseFailures);
    counter("jackfield.sip.faults", "Messages and timers that failed", SipStatistics::faults);
    counter("jackfield.sip.strays", "Responses and ACKs of nobody", SipStatistics::strays);
    counter("jackfield.sip.send.failures", "Messages not sent", SipStatistics::sendFailures);
    counter("jackfield.sip.dropped", "Messages of banned sources", SipStatistics::dropped);
    gauge("jackfield.sip.bans", SipStatistics::bans);
    gauge("jackfield.sip.transactions.client", SipStatistics::clientTransactions);
    gauge("jackfield.sip.transactions.server", SipStatistics::serverTransactions);
    gauge("jackfield.sip.timers", SipStatistics::timers);
    gauge("jackfield.sip.dialogs", SipStatistics::dialogs);
    gauge("jackfield.sip.registrations", SipStatistics::registrations);
    gauge("jackfield.sip.connections", SipStatistics::connections);
    for (TrunkStatus trunk : server.trunks()) {
      trunk("jackfield.sip.trunk.up", trunk.name(), "An address of it answers", up());
      trunk("jackfield.sip.trunk.registered", trunk.name(), "Registered if it is to be", in());
      trunk("jackfield.sip.trunk.calls", trunk.name(), "Calls on it now", TrunkStatus::calls);
    }
  }

  private void counter(String name, String words, ToDoubleFunction<SipStatistics> value) {
    FunctionCounter.builder(name, server, s -> value.applyAsDouble(s.statistics()))
        .description(words)
        .tag("service", service)
        .register(registry);
  }

  private static ToDoubleFunction<TrunkStatus> up() {
    return status -> status.up() ? 1 : 0;
  }

  private static ToDoubleFunction<TrunkStatus> in() {
    return status -> status.registered() ? 1 : 0;
  }

  private void trunk(String name, String trunk, String words, ToDoubleFunction<TrunkStatus> value) {
    Gauge.builder(
            name,
            server,
            s ->
                s.trunks().stream()
                    .filter(status -> status.name().equals(trunk))
                    .mapToDouble(value)
                    .sum())
        .description(words)
        .tag("service", service)
        .tag("trunk", trunk)
        .register(registry);
  }

  private void gauge(String name, ToDoubleFunction<SipStatistics> value) {
    Gauge.builder(name, server, s -> value.applyAsDouble(s.statistics()))
        .tag("service", service)
        .register(registry);
  }
}
