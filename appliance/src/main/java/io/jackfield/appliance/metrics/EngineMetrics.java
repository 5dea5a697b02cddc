package io.jackfield.appliance.metrics;

import io.jackfield.media.embedded.EmbeddedEngine;
import io.jackfield.media.embedded.relay.PlaneCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counters of the packet path. They belong to its loops, so they are asked for before a page is
 * made and read from the answer.
 */
final class EngineMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(EngineMetrics.class);
  private static final int ANSWER_SECONDS = 2;

  private final EmbeddedEngine engine;
  private volatile PlaneCounters last = new PlaneCounters(0, 0, 0, 0, 0, 0, 0, 0, 0);

  EngineMetrics(EmbeddedEngine engine) {
    this.engine = engine;
  }

  /**
   * Asks the loops; keeps the last answer if they do not give one. Blocks: not on an event loop.
   */
  void refresh() {
    try {
      last = engine.counters().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("the media loops told no counters: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void bindTo(MeterRegistry registry) {
    Gauge.builder("jackfield.media.legs", engine, EmbeddedEngine::load)
        .description("Media legs open now")
        .tag("engine", engine.name())
        .register(registry);
    Gauge.builder("jackfield.engine.ready", engine, e -> e.ready() ? 1 : 0)
        .description("Whether the engine takes sessions")
        .tag("engine", engine.name())
        .register(registry);
    open(registry, "webrtc", PlaneCounters::webRtcTransports);
    open(registry, "rtp", PlaneCounters::rtpTransports);
    gauge(registry, "jackfield.media.handshakes.running", PlaneCounters::handshakes);
    gauge(registry, "jackfield.media.rtp.ports.free", PlaneCounters::rtpPortsFree);
    FunctionCounter.builder("jackfield.media.packets.relayed", this, m -> m.last.packetsRelayed())
        .description("Packets sent on from one stream to another")
        .register(registry);
    refused(registry, "bad_stun", PlaneCounters::badStun);
    refused(registry, "stray_dtls", PlaneCounters::strayDtls);
    refused(registry, "stray_media", PlaneCounters::strayMedia);
    refused(registry, "unknown", PlaneCounters::unknown);
  }

  private void open(MeterRegistry registry, String kind, ToDoubleFunction<PlaneCounters> value) {
    Gauge.builder("jackfield.media.transports", this, m -> value.applyAsDouble(m.last))
        .description("Media transports open now")
        .tag("kind", kind)
        .register(registry);
  }

  private void gauge(MeterRegistry registry, String name, ToDoubleFunction<PlaneCounters> value) {
    Gauge.builder(name, this, m -> value.applyAsDouble(m.last)).register(registry);
  }

  private void refused(
      MeterRegistry registry, String cause, ToDoubleFunction<PlaneCounters> value) {
    FunctionCounter.builder(
            "jackfield.media.packets.refused", this, m -> value.applyAsDouble(m.last))
        .description("Packets of nobody we know")
        .tag("cause", cause)
        .register(registry);
  }
}
