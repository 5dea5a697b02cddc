package io.jackfield.appliance.metrics;

import io.jackfield.gateway.store.CallRecord;
import io.jackfield.gateway.store.CallRecords;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts finished calls on their way to the store. Any thread. */
public final class CallMetrics implements CallRecords {

  private final MeterRegistry registry;
  private final CallRecords next;

  /**
   * Makes one.
   *
   * @param next gets every record after it is counted
   */
  public CallMetrics(MeterRegistry registry, CallRecords next) {
    this.registry = registry;
    this.next = next;
  }

  @Override
  public void ongoing(CallRecord record) {
    next.ongoing(record);
  }

  @Override
  public void write(CallRecord record) {
    boolean answered = record.answered().isPresent();
    Counter.builder("jackfield.calls")
        .description("Calls ended, by the caller's protocol, outcome and reason")
        .tag("protocol", record.callerProtocol())
        .tag("outcome", answered ? "answered" : "not_answered")
        // Reasons come from a closed table, so this tag cannot grow without end.
        .tag("reason", record.failure().reason().isPresent() ? record.failure().name() : "other")
        .register(registry)
        .increment();
    record
        .answered()
        .ifPresent(
            answer -> {
              Timer.builder("jackfield.call.setup")
                  .description("From the invite to the answer, ringing included")
                  .tag("protocol", record.callerProtocol())
                  .serviceLevelObjectives(
                      Duration.ofMillis(10),
                      Duration.ofMillis(50),
                      Duration.ofMillis(200),
                      Duration.ofSeconds(1),
                      Duration.ofSeconds(5),
                      Duration.ofSeconds(30))
                  .register(registry)
                  .record(Duration.between(record.setup(), answer));
              Timer.builder("jackfield.call.duration")
                  .description("From the answer to the end")
                  .tag("protocol", record.callerProtocol())
                  .register(registry)
                  .record(Duration.between(answer, record.ended()));
              lost(record);
            });
    next.write(record);
  }

  private void lost(CallRecord record) {
    DistributionSummary.builder("jackfield.call.packets.lost")
        .description("RTP packets lost on the way to the gateway, of a call")
        .register(registry)
        .record(record.callerStats().received().lost() + record.calleeStats().received().lost());
  }
}
