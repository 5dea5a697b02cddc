package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A caller whose offer is held until somebody on the far side has answered. */
final class CallerActivity implements Activity {
  private final LegHome home;
  private final SessionDescription offer;
  private final Map<SdpKind, Exchange> exchanges = new EnumMap<>(SdpKind.class);
  private final List<Map<String, ?>> early = new ArrayList<>();
  private Optional<Exchange> joined = Optional.empty();
  private Optional<SessionId> far = Optional.empty();

  CallerActivity(LegHome home, SessionDescription offer) {
    this.home = home;
    this.offer = offer;
  }

  /**
   * What stands between this caller and far sides of a kind.
   *
   * @throws FailureException {@code invalid_parameters} where Janus cannot stand between
   */
  Exchange exchange(SdpKind farKind) {
    if (offer.kind() == SdpKind.RTP && farKind == SdpKind.RTP) {
      throw FailureException.of(Reason.INVALID_PARAMETERS);
    }
    return exchanges.computeIfAbsent(
        farKind,
        kind ->
            kind == SdpKind.WEBRTC && offer.kind() == SdpKind.WEBRTC
                ? new VideocallExchange(home, offer)
                : new NosipExchange(home, offer));
  }

  /** The answer made from the far side's. */
  CompletionStage<SessionDescription> join(SessionId peer, FarActivity other) {
    Optional<SessionDescription> answer =
        other.exchange().wonBy(other) ? other.exchange().callerAnswer() : Optional.empty();
    if (answer.isEmpty()) {
      return Activity.refused(Reason.ANSWER_NOT_SET);
    }
    joined = Optional.of(other.exchange());
    far = Optional.of(peer);
    early.forEach(c -> other.exchange().trickle(Exchange.Side.CALLER, c));
    early.clear();
    return CompletableFuture.completedFuture(answer.get());
  }

  @Override
  public CompletionStage<Void> update(MediaUpdate update) {
    return joined
        .map(exchange -> exchange.update(Exchange.Side.CALLER, update))
        .orElseGet(() -> Activity.super.update(update));
  }

  @Override
  public CompletionStage<SessionDescription> renegotiate(SessionDescription offered) {
    return joined
        .map(exchange -> exchange.renegotiate(Exchange.Side.CALLER, offered))
        .orElseGet(() -> Activity.super.renegotiate(offered));
  }

  @Override
  public CompletionStage<Void> record(Optional<String> base) {
    return joined
        .map(exchange -> exchange.record(Exchange.Side.CALLER, base))
        .orElseGet(() -> Activity.super.record(base));
  }

  @Override
  public CompletionStage<Void> change(LegType type) {
    boolean same = type instanceof LegType.Bridge b && far.filter(b.peer()::equals).isPresent();
    return same ? CompletableFuture.completedFuture(null) : Activity.super.change(type);
  }

  @Override
  public void trickle(Map<String, ?> candidate) {
    if (joined.isPresent()) {
      joined.get().trickle(Exchange.Side.CALLER, candidate);
    } else if (early.size() < JanusLeg.MAX_EARLY) {
      early.add(candidate);
    }
  }

  @Override
  public void lost(Failure failure) {
    exchanges.values().forEach(e -> e.callerLost(failure));
  }

  @Override
  public void release() {
    lost(Failure.of(Reason.BRIDGE_STOP));
  }
}
