package io.jackfield.signaling.sip.leg;

import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.signaling.sip.trunk.Srtp;
import io.jackfield.signaling.sip.trunk.Trunk;
import io.jackfield.signaling.sip.trunk.Trunks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Leads a call out by trunks: {@code carrier,backup/+4930555}, as a route writes it. */
final class TrunkDestinations implements DestinationResolver {

  private final LegContext context;
  private final Trunks trunks;

  TrunkDestinations(LegContext context, Trunks trunks) {
    this.context = context;
    this.trunks = trunks;
  }

  @Override
  public CompletionStage<Resolution> resolve(String callee, Optional<String> callerConnection) {
    int slash = callee.indexOf('/');
    String number = callee.substring(slash + 1);
    List<Trunk> named =
        slash < 0 ? List.of() : trunks.inOrder(List.of(callee.substring(0, slash).split(",")));
    if (named.isEmpty() || number.isEmpty()) {
      return CompletableFuture.completedFuture(Resolution.UNKNOWN);
    }
    Destination out =
        new Destination(
            "sip",
            number,
            SdpKind.RTP,
            false,
            Duration.ZERO,
            Optional.empty(),
            UacLeg.to(context, new TrunkTargets(context, named, number)),
            named.stream().anyMatch(trunk -> trunk.config().srtp() != Srtp.OFF));
    return CompletableFuture.completedFuture(new Resolution(List.of(out), true));
  }
}
