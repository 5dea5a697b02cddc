package io.jackfield.signaling.sip.trunk;

import gov.nist.javax.sip.address.AddressImpl;
import io.jackfield.gateway.limit.CallLimit;
import io.jackfield.gateway.limit.Lease;
import io.jackfield.signaling.sip.stack.Hop;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One trunk while its service runs. Any thread. */
public final class Trunk {

  private final TrunkConfig config;
  private final TrunkHealth health;
  private final Optional<TrunkRegistration> registration;
  private final CallLimit limit;

  Trunk(
      TrunkConfig config,
      TrunkHealth health,
      Optional<TrunkRegistration> registration,
      CallLimit limit) {
    this.config = config;
    this.health = health;
    this.registration = registration;
    this.limit = limit;
  }

  /** Its settings. */
  public TrunkConfig config() {
    return config;
  }

  /** A place for one more call; empty if it is full. */
  public Optional<Lease> take() {
    return limit.take();
  }

  /**
   * The addresses a call may be sent to now, best first: those that are not down.
   *
   * @return may be empty; fails with {@link java.io.IOException} if none was found at all
   */
  public CompletionStage<List<Hop>> hops() {
    return health.usable();
  }

  /** The route set the registration gave us (RFC 3608); usually none. */
  public List<AddressImpl> serviceRoute() {
    return registration.map(TrunkRegistration::serviceRoute).orElse(List.of());
  }

  /** Whether a request from this address is the trunk's. */
  public boolean sends(InetAddress source) {
    return config.match().stream().anyMatch(network -> network.contains(source))
        || health.knows(source);
  }

  /** How it stands. */
  public TrunkStatus status() {
    return new TrunkStatus(
        config.name(),
        registration.map(TrunkRegistration::state).orElse(TrunkStatus.NOT_REGISTERED),
        health.standings(),
        limit.calls());
  }

  void start() {
    health.start();
    registration.ifPresent(TrunkRegistration::start);
  }

  CompletionStage<Void> stop(Duration deadline) {
    health.stop();
    return registration
        .map(registered -> registered.stop(deadline))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }
}
