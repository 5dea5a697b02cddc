package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.SipUri;
import io.jackfield.gateway.limit.Lease;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.signaling.sip.stack.Hop;
import io.jackfield.signaling.sip.trunk.Trunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The addresses of several trunks, one after the other; a full trunk is passed by. */
final class TrunkTargets implements Targets {

  /** sip-pbx.md: how long an address may say nothing before the next is tried. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final LegContext context;
  private final Iterator<Trunk> trunks;
  private final String number;
  private Iterator<Target> targets = List.<Target>of().iterator();
  private Lease lease = () -> {};

  TrunkTargets(LegContext context, List<Trunk> trunks, String number) {
    this.context = context;
    this.trunks = trunks.iterator();
    this.number = number;
  }

  @Override
  public SdpKind kind() {
    return SdpKind.RTP;
  }

  @Override
  public CompletionStage<Optional<Target>> next() {
    if (targets.hasNext()) {
      return CompletableFuture.completedFuture(Optional.of(targets.next()));
    }
    lease.release();
    if (!trunks.hasNext()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Trunk trunk = trunks.next();
    Optional<Lease> place = trunk.take();
    if (place.isEmpty()) {
      return next();
    }
    lease = place.get();
    return trunk
        .hops()
        .exceptionally(nowhere -> List.of())
        .thenCompose(
            hops -> {
              targets = targets(trunk, hops).iterator();
              return next();
            });
  }

  private List<Target> targets(Trunk trunk, List<Hop> hops) {
    SipUri uri = trunk.config().parsed();
    uri.setUser(Addresses.escaped(number));
    List<Target> all = new ArrayList<>();
    for (Hop hop : hops) {
      all.add(
          new Target(
              uri,
              Addresses.address(
                  Optional.empty(), Addresses.uri(Optional.of(number), trunk.config().domain())),
              SdpKind.RTP,
              () -> context.layer().flowTo(hop),
              false,
              trunk.config().credentials(),
              PATIENCE,
              trunk.serviceRoute(),
              new TrunkManner(trunk.config())));
    }
    return all;
  }

  @Override
  public void close() {
    lease.release();
  }
}
