package io.jackfield.gateway.service;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaLegObserver;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.session.SessionEffect;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.time.Owner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's leg of one session: every operation gets a deadline, every outcome comes back as an
 * input on the owner.
 */
final class LegRunner implements MediaLegObserver {

  private static final Logger LOG = LoggerFactory.getLogger(LegRunner.class);

  /** Longest an engine may take for one operation. */
  private static final Duration OPERATION = Duration.ofSeconds(10);

  /** Longest the release of a leg may take; after that the session goes without it. */
  private static final Duration RELEASE = Duration.ofSeconds(5);

  private final SessionId id;
  private final Owner owner;
  private final boolean far;
  private Optional<MediaEngine> engine;
  private final Consumer<SessionInput> inputs;
  private Optional<MediaLeg> leg = Optional.empty();
  private LegStats lastStats = LegStats.NONE;
  private boolean closed;

  LegRunner(
      SessionId id, Owner owner, Optional<MediaEngine> engine, Consumer<SessionInput> inputs) {
    this(id, owner, engine, false, inputs);
  }

  private LegRunner(
      SessionId id,
      Owner owner,
      Optional<MediaEngine> engine,
      boolean far,
      Consumer<SessionInput> inputs) {
    this.id = id;
    this.owner = owner;
    this.engine = engine;
    this.far = far;
    this.inputs = inputs;
  }

  /** The runner of a proxy's far leg, on the same engine. */
  LegRunner farLeg(SessionId leg, Consumer<SessionInput> ends) {
    return new LegRunner(leg, owner, engine, true, ends);
  }

  /** A session without an engine gets one; a leg that is open keeps its own. */
  void use(MediaEngine chosen) {
    if (leg.isEmpty()) {
      engine = Optional.of(chosen);
    }
  }

  Optional<MediaEngine> engine() {
    return engine;
  }

  LegStats lastStats() {
    return lastStats;
  }

  /** A snapshot with its own deadline; an engine that does not tell has counted nothing. */
  CompletionStage<Optional<LegStats>> stats() {
    if (leg.isEmpty()) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    CompletableFuture<Optional<LegStats>> result = new CompletableFuture<>();
    bounded(
        RELEASE,
        leg.get()::stats,
        stats -> result.complete(Optional.of(stats)),
        failure -> result.complete(Optional.empty()));
    return result;
  }

  void operate(SessionEffect.LegOperation effect) {
    if (effect instanceof SessionEffect.LegCreateOffer e) {
      describe(e.op(), () -> open().createOffer(e.type(), e.kind(), e.codecPeer(), e.keys()));
    } else if (effect instanceof SessionEffect.LegSetOffer e) {
      run(e.op(), () -> open().setOffer(e.offer()));
    } else if (effect instanceof SessionEffect.LegCreateAnswer e) {
      describe(e.op(), () -> open().createAnswer(e.type(), e.offer(), e.codecPeer()));
    } else if (effect instanceof SessionEffect.LegSetAnswer e) {
      run(e.op(), () -> open().setAnswer(e.answer()));
    } else if (effect instanceof SessionEffect.LegRenegotiate e) {
      describe(e.op(), () -> open().renegotiate(e.offer()));
    } else if (effect instanceof SessionEffect.LegReoffer e) {
      describe(e.op(), () -> open().reoffer());
    } else if (effect instanceof SessionEffect.LegSetType e) {
      run(e.op(), () -> open().setType(e.type()));
    } else if (effect instanceof SessionEffect.LegUpdate e) {
      run(e.op(), () -> open().update(e.update()));
    } else if (effect instanceof SessionEffect.LegHold e) {
      leg.ifPresent(l -> l.held(e.held()));
    } else if (effect instanceof SessionEffect.LegSendDtmf e) {
      run(e.op(), () -> open().sendDtmf(e.digits()));
    } else if (effect instanceof SessionEffect.LegRecorder e) {
      ask(e.op(), () -> open().recorder(e.action()));
    } else if (effect instanceof SessionEffect.LegPlayer e) {
      ask(e.op(), () -> open().player(e.action()));
    }
  }

  void addCandidate(TrickleCandidate candidate) {
    leg.ifPresent(l -> l.addCandidate(candidate));
  }

  void endOfCandidates() {
    leg.ifPresent(MediaLeg::endOfCandidates);
  }

  /** Takes the last figures, then releases the leg; ends in {@link SessionInput.LegClosed}. */
  void close() {
    if (leg.isEmpty()) {
      closed = true;
      inputs.accept(new SessionInput.LegClosed());
      return;
    }
    MediaLeg open = leg.get();
    bounded(RELEASE, open::stats, this::keep, failure -> {})
        .whenDone(
            () ->
                bounded(RELEASE, open::close, done -> {}, this::releaseFailed)
                    .whenDone(this::released));
  }

  private void keep(LegStats stats) {
    lastStats = stats;
  }

  private void releaseFailed(Failure failure) {
    LOG.warn("session={} its leg was not released: {}", id, failure.text());
  }

  private void released() {
    closed = true;
    inputs.accept(new SessionInput.LegClosed());
  }

  private MediaLeg open() {
    if (leg.isEmpty()) {
      leg = Optional.of(engine.orElseThrow().open(id, this));
    }
    return leg.get();
  }

  private void describe(long op, Supplier<CompletionStage<SessionDescription>> operation) {
    bounded(
        OPERATION,
        operation,
        sdp -> inputs.accept(new SessionInput.LegDescribed(op, sdp)),
        failure -> inputs.accept(new SessionInput.LegFailed(op, failure)));
  }

  private void run(long op, Supplier<CompletionStage<Void>> operation) {
    bounded(
        OPERATION,
        operation,
        done -> inputs.accept(new SessionInput.LegDone(op)),
        failure -> inputs.accept(new SessionInput.LegFailed(op, failure)));
  }

  private void ask(long op, Supplier<CompletionStage<Map<String, Object>>> operation) {
    bounded(
        OPERATION,
        operation,
        reply -> inputs.accept(new SessionInput.LegReplied(op, reply)),
        failure -> inputs.accept(new SessionInput.LegFailed(op, failure)));
  }

  private <T> EngineCall.Then bounded(
      Duration deadline,
      Supplier<CompletionStage<T>> operation,
      Consumer<T> onResult,
      Consumer<Failure> onFailure) {
    return EngineCall.run(owner, deadline, operation, onResult, onFailure);
  }

  private void toOwner(SessionInput input) {
    owner.execute(
        () -> {
          if (!closed) {
            inputs.accept(input);
          }
        });
  }

  @Override
  public void onCandidate(TrickleCandidate candidate) {
    toOwner(
        far
            ? new SessionInput.FarCandidate(Optional.of(candidate))
            : new SessionInput.LegCandidate(candidate));
  }

  @Override
  public void onEndOfCandidates() {
    toOwner(
        far
            ? new SessionInput.FarCandidate(Optional.empty())
            : new SessionInput.LegEndOfCandidates());
  }

  @Override
  public void onTypeInfo(Map<String, Object> fields) {
    if (!far) {
      toOwner(new SessionInput.LegTypeInfo(fields));
    }
  }

  @Override
  public void onStatus(String statusClass, Map<String, Object> fields) {
    toOwner(new SessionInput.LegStatus(statusClass, fields));
  }

  @Override
  public void onDtmf(char digit) {
    toOwner(new SessionInput.LegDtmf(digit));
  }

  @Override
  public void onLost(Failure failure) {
    toOwner(new SessionInput.LegLost(failure));
  }
}
