package io.jackfield.appliance;

import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.life.Parts;
import io.jackfield.appliance.life.Readiness;
import io.jackfield.appliance.metrics.Metrics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running gateway: every part made and joined by hand, in the order they need each other. */
public final class Gateway {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Parts parts = new Parts();
  private final Readiness readiness = new Readiness();

  private Gateway() {}

  /**
   * Starts everything; returns when every listener is up.
   *
   * @throws StartException if a part cannot start; what had started is closed again
   */
  public static Gateway start(Config config) throws StartException {
    Gateway gateway = new Gateway();
    Metrics metrics = new Metrics();
    gateway.parts.opened(
        "metrics",
        CLOSE,
        () -> {
          metrics.close();
          return CompletableFuture.completedFuture(null);
        });
    gateway.readiness.started();
    LOG.info("ready, services {}", config.services().keySet());
    return gateway;
  }

  /** Stops everything, the last started first. */
  public void stop() {
    readiness.notReady("stop", "stopping");
    parts.close();
    LOG.info("stopped");
  }
}
