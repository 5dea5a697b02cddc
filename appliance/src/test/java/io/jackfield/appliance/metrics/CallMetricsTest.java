package io.jackfield.appliance.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.store.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallMetricsTest {

  private final List<CallRecord> stored = new ArrayList<>();

  private static CallRecord record(Optional<Duration> answeredAfter, Failure failure) {
    Instant setup = Instant.parse("2026-01-02T03:04:05Z");
    return new CallRecord(
        "c",
        "default",
        "1000",
        "1001",
        Optional.empty(),
        "sip",
        Optional.empty(),
        "embedded",
        Optional.empty(),
        Optional.empty(),
        setup,
        answeredAfter.map(setup::plus),
        setup.plusSeconds(60),
        "caller",
        failure,
        LegStats.NONE,
        LegStats.NONE,
        List.of());
  }

  @Test
  void callsAreCountedByOutcomeAndReasonAndPassedOn() {
    try (Metrics metrics = new Metrics()) {
      CallMetrics calls = new CallMetrics(metrics.registry(), stored::add);
      calls.write(record(Optional.of(Duration.ofMillis(40)), Failure.of(Reason.USER_STOP)));
      calls.write(record(Optional.empty(), Failure.ofName("made_up_by_a_client")));

      assertEquals(2, stored.size());
      String page = metrics.registry().scrape();
      assertTrue(
          page.contains(
              "jackfield_calls_total{outcome=\"answered\",protocol=\"sip\",reason=\"user_stop\"} 1.0"),
          page);
      assertTrue(
          page.contains(
              "jackfield_calls_total{outcome=\"not_answered\",protocol=\"sip\",reason=\"other\"} 1.0"),
          page);
      assertTrue(
          page.contains("jackfield_call_setup_seconds_bucket{protocol=\"sip\",le=\"0.05\"} 1"),
          page);
      assertTrue(page.contains("jvm_threads_live_threads"), page);
    }
  }
}
