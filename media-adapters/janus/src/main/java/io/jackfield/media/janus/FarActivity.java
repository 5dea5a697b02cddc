package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.SessionDescription;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The far side of a caller: takes the offer made from the caller's, and answers it. */
final class FarActivity implements Activity {
  private final LegHome home;
  private final SessionId caller;
  private final Exchange exchange;

  FarActivity(LegHome home, SessionId caller, Exchange exchange) {
    this.home = home;
    this.caller = caller;
    this.exchange = exchange;
    exchange.add(this);
  }

  Exchange exchange() {
    return exchange;
  }

  @Override
  public CompletionStage<SessionDescription> offer() {
    return exchange.offer();
  }

  @Override
  public CompletionStage<Void> setAnswer(SessionDescription answer) {
    return exchange.answer(this, answer);
  }

  @Override
  public CompletionStage<Void> update(MediaUpdate update) {
    return exchange.wonBy(this)
        ? exchange.update(Exchange.Side.FAR, update)
        : Activity.super.update(update);
  }

  @Override
  public CompletionStage<SessionDescription> renegotiate(SessionDescription offer) {
    return exchange.wonBy(this)
        ? exchange.renegotiate(Exchange.Side.FAR, offer)
        : Activity.super.renegotiate(offer);
  }

  @Override
  public CompletionStage<Void> record(Optional<String> base) {
    return exchange.wonBy(this)
        ? exchange.record(Exchange.Side.FAR, base)
        : Activity.super.record(base);
  }

  /** It is joined to its caller by its answer; nothing else can be had without a new offer. */
  @Override
  public CompletionStage<Void> change(LegType type) {
    return type.equals(new LegType.Bridge(caller))
        ? CompletableFuture.completedFuture(null)
        : Activity.super.change(type);
  }

  @Override
  public void trickle(Map<String, ?> candidate) {
    if (exchange.wonBy(this)) {
      exchange.trickle(Exchange.Side.FAR, candidate);
    }
  }

  /** Its caller has gone, with the handles both need. */
  void callerLost(Failure failure) {
    home.lost(failure);
  }

  void status(String statusClass, Map<String, Object> fields) {
    home.status(statusClass, fields);
  }

  @Override
  public void release() {
    exchange.remove(this);
    if (exchange.wonBy(this)) {
      exchange.farLeft();
    }
  }
}
