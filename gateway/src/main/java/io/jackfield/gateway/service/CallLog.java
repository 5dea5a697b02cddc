package io.jackfield.gateway.service;

import io.jackfield.gateway.call.CallState;
import io.jackfield.gateway.store.CallRecord;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log tells of a call: that it began, was answered and is over, each with who and why. An
 * operator reads these; every move of the states stands at debug level, because a line wakes the
 * writer and seven of them were a tenth of a call's CPU.
 */
final class CallLog {

  private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);

  private CallLog() {}

  static void moved(CallState before, CallState after) {
    if (before.phase() == after.phase()) {
      return;
    }
    if (before.phase() == CallState.Phase.FRESH) {
      LOG.info(
          "call={} {} ({}) calls {}",
          after.id(),
          caller(after),
          after.options().protocol(),
          after.options().callee());
    }
    if (after.phase() == CallState.Phase.UP) {
      LOG.info(
          "call={} answered by {}", after.id(), after.winner().map(Object::toString).orElse("-"));
    }
    LOG.debug("call={} {} -> {}", after.id(), before.phase(), after.phase());
  }

  static void over(CallRecord record) {
    Instant ended = record.ended();
    LOG.info(
        "call={} {} to {} {}, ended by {}: {} ({})",
        record.call(),
        record.caller(),
        record.reached().orElse(record.dialled()),
        record
            .answered()
            .map(at -> "answered, " + seconds(at, ended))
            .orElseGet(() -> "not answered, " + seconds(record.setup(), ended)),
        record.endedBy(),
        record.failure().name(),
        record.failure().text());
  }

  private static String caller(CallState call) {
    return call.options()
        .caller()
        .trueNumber()
        .or(() -> call.options().owner().flatMap(o -> o.user()))
        .orElse("-");
  }

  private static String seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0 + " s";
  }
}
