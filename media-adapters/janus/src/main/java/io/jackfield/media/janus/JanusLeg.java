package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaLegObserver;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.media.janus.api.JanusHandle;
import io.jackfield.media.janus.api.JanusSession;
import io.jackfield.media.janus.api.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A leg on Janus: carries each operation to the loop, and ends whatever waits when it ends. */
final class JanusLeg implements MediaLeg {
  private static final Logger LOG = LoggerFactory.getLogger(JanusLeg.class);

  /** More candidates than any client has before its answer. */
  static final int MAX_EARLY = 128;

  /** Where the leg is in its one offer and one answer. */
  private enum Phase {
    NEW,
    OFFER_TAKEN,
    OFFERED,
    CONNECTED,
    CLOSED
  }

  private final JanusEngine engine;
  private final SessionId id;
  private final MediaLegObserver observer;
  private final Home home = new Home();
  private final LegRecorder recorder;
  private final Set<CompletableFuture<?>> waiting = new HashSet<>();
  private final List<Map<String, ?>> early = new ArrayList<>();
  private Phase phase = Phase.NEW;
  private Optional<Failure> lost;
  private Optional<Activity> activity = Optional.empty();
  private Optional<CompletionStage<JanusSession>> session = Optional.empty();
  private Optional<CompletableFuture<Void>> closing = Optional.empty();
  private Optional<SessionDescription> clientOffer = Optional.empty();
  private Optional<SessionDescription> answer = Optional.empty();

  /**
   * A leg that asks nothing of Janus yet.
   *
   * @param refusal why nothing can be done with it, when the engine could not take it
   */
  JanusLeg(JanusEngine engine, SessionId id, MediaLegObserver observer, Optional<Failure> refusal) {
    this.engine = engine;
    this.id = id;
    this.observer = observer;
    this.lost = refusal;
    this.recorder = new LegRecorder(home, engine.conversions());
  }

  SessionId id() {
    return id;
  }

  /** What it does; on the loop. */
  Optional<Activity> activity() {
    return activity;
  }

  @Override
  public CompletionStage<SessionDescription> createOffer(
      LegType type, SdpKind kind, Optional<SessionId> codecPeer) {
    return run(
        () -> {
          require(Reason.OFFER_ALREADY_SET, Phase.NEW);
          Activity chosen = engine.offering(home, type, kind, codecPeer);
          return begin(chosen, Phase.OFFERED, chosen::offer);
        });
  }

  @Override
  public CompletionStage<Void> setOffer(SessionDescription offer) {
    return run(
        () -> {
          require(Reason.OFFER_ALREADY_SET, Phase.NEW);
          JanusSdp.requireAcceptable(offer);
          if (offer.kind() == SdpKind.RTP) {
            PlainSdp.forJanus(offer);
          }
          activity = Optional.of(new CallerActivity(home, offer));
          clientOffer = Optional.of(offer);
          phase = Phase.OFFER_TAKEN;
          return CompletableFuture.completedFuture(null);
        });
  }

  @Override
  public CompletionStage<SessionDescription> createAnswer(
      LegType type, SessionDescription offer, Optional<SessionId> codecPeer) {
    return run(() -> {
          require(Reason.ANSWER_ALREADY_SET, Phase.NEW, Phase.OFFER_TAKEN);
          Optional<FarActivity> far = codecPeer.flatMap(engine::farSide);
          boolean joins = activity.orElse(null) instanceof CallerActivity && far.isPresent();
          if (joins) {
            CallerActivity caller = (CallerActivity) activity.orElseThrow();
            return begin(
                caller, Phase.CONNECTED, () -> caller.join(codecPeer.orElseThrow(), far.get()));
          }
          Activity chosen = engine.answering(home, type, offer.kind());
          clientOffer = Optional.of(offer);
          return begin(chosen, Phase.CONNECTED, () -> chosen.answer(offer));
        })
        .thenApply(
            made -> {
              answer = Optional.of(made);
              return made;
            });
  }

  /** A failed beginning leaves the leg as it was. */
  private <T> CompletionStage<T> begin(
      Activity chosen, Phase next, Supplier<CompletionStage<T>> start) {
    Optional<Activity> before = activity;
    Phase was = phase;
    activity = Optional.of(chosen);
    phase = next;
    return start
        .get()
        .whenComplete(
            (made, error) -> {
              if (error == null) {
                early.forEach(chosen::trickle);
                early.clear();
              } else if (phase == next) {
                phase = was;
                activity = before;
                if (!before.equals(Optional.of(chosen))) {
                  chosen.release();
                }
              }
            });
  }

  @Override
  public CompletionStage<Void> setAnswer(SessionDescription given) {
    return run(
        () -> {
          requireOpen();
          require(
              phase == Phase.CONNECTED ? Reason.ANSWER_ALREADY_SET : Reason.OFFER_NOT_SET,
              Phase.OFFERED);
          phase = Phase.CONNECTED;
          return activity
              .orElseThrow()
              .setAnswer(given)
              .whenComplete(
                  (done, error) -> {
                    if (error != null && phase == Phase.CONNECTED) {
                      phase = Phase.OFFERED;
                    }
                  });
        });
  }

  /** A refresh that changes nothing is answered as before (RFC 4028), without Janus. */
  @Override
  public CompletionStage<SessionDescription> renegotiate(SessionDescription offer) {
    return run(
        () -> {
          require(Reason.INVALID_STATE, Phase.CONNECTED);
          boolean refresh = clientOffer.filter(o -> JanusSdp.same(o, offer)).isPresent();
          if (refresh && answer.isPresent()) {
            return CompletableFuture.completedFuture(answer.get());
          }
          return activity
              .orElseThrow()
              .renegotiate(offer)
              .thenApply(
                  made -> {
                    clientOffer = Optional.of(offer);
                    answer = Optional.of(made);
                    return made;
                  });
        });
  }

  @Override
  public void addCandidate(TrickleCandidate candidate) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("candidate", candidate.candidate().write());
    candidate.mid().ifPresent(mid -> fields.put("sdpMid", mid));
    fields.put("sdpMLineIndex", candidate.index().orElse(0));
    trickle(fields);
  }

  @Override
  public void endOfCandidates() {
    trickle(Map.of("completed", true));
  }

  private void trickle(Map<String, ?> candidate) {
    engine
        .loop()
        .execute(
            () -> {
              if (phase == Phase.CLOSED || lost.isPresent()) {
                return;
              }
              if (activity.isPresent()) {
                activity.get().trickle(candidate);
              } else if (early.size() < MAX_EARLY) {
                early.add(candidate);
              }
            });
  }

  @Override
  public CompletionStage<Void> setType(LegType type) {
    return run(
        () -> {
          requireOpen();
          return activity
              .map(a -> a.change(type))
              .orElseGet(() -> Activity.refused(Reason.NOT_IMPLEMENTED));
        });
  }

  @Override
  public CompletionStage<Void> update(MediaUpdate update) {
    return run(
        () -> {
          require(Reason.INVALID_STATE, Phase.CONNECTED);
          return activity.orElseThrow().update(update);
        });
  }

  @Override
  public CompletionStage<Void> sendDtmf(String digits) {
    return run(this::lacks);
  }

  @Override
  public CompletionStage<Map<String, Object>> recorder(RecorderAction action) {
    return run(
        () -> {
          require(Reason.INVALID_STATE, Phase.CONNECTED);
          return recorder.act(action, activity.orElseThrow());
        });
  }

  @Override
  public CompletionStage<Map<String, Object>> player(PlayerAction action) {
    return run(this::lacks);
  }

  private <T> CompletionStage<T> lacks() {
    requireOpen();
    return Activity.refused(Reason.NOT_IMPLEMENTED);
  }

  /** Janus counts for its administrators only; the gateway has no figures of it. */
  @Override
  public CompletionStage<LegStats> stats() {
    return run(
        () -> {
          requireOpen();
          return CompletableFuture.completedFuture(LegStats.NONE);
        });
  }

  @Override
  public CompletionStage<Void> close() {
    engine.remove(this);
    CompletableFuture<Void> result = new CompletableFuture<>();
    engine.loop().execute(() -> closed().whenComplete((done, error) -> result.complete(null)));
    engine.completeIfClosed(result, null);
    return result;
  }

  private CompletionStage<Void> closed() {
    if (closing.isPresent()) {
      return closing.get();
    }
    CompletableFuture<Void> released = new CompletableFuture<>();
    closing = Optional.of(released);
    phase = Phase.CLOSED;
    failWaiting(Failure.of(Reason.SESSION_STOP));
    // What is recorded ends first: Janus answers nothing on handles that are gone.
    activity
        .map(recorder::stop)
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .whenComplete(
            (stopped, error) -> {
              activity.ifPresent(Activity::release);
              session
                  .map(s -> s.thenCompose(JanusSession::destroy))
                  .orElseGet(() -> CompletableFuture.completedFuture(null))
                  .whenComplete((done, failed) -> released.complete(null));
            });
    return released;
  }

  private void failWaiting(Failure failure) {
    Set<CompletableFuture<?>> all = Set.copyOf(waiting);
    waiting.clear();
    all.forEach(one -> one.completeExceptionally(new FailureException(failure)));
  }

  private void require(Reason otherwise, Phase... wanted) {
    requireOpen();
    if (!List.of(wanted).contains(phase)) {
      throw FailureException.of(otherwise);
    }
  }

  private void requireOpen() {
    if (phase == Phase.CLOSED) {
      throw FailureException.of(Reason.SESSION_STOP);
    }
    if (lost.isPresent()) {
      throw new FailureException(lost.get());
    }
  }

  /** Does the work on the loop; its result comes there, or the end of the leg does. */
  private <T> CompletionStage<T> run(Supplier<CompletionStage<T>> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    engine.loop().execute(() -> perform(work, result));
    engine.completeIfClosed(result, FailureException.of(Reason.SESSION_STOP));
    return result;
  }

  private <T> void perform(Supplier<CompletionStage<T>> work, CompletableFuture<T> result) {
    try {
      waiting.add(result);
      work.get()
          .whenComplete(
              (value, error) -> {
                waiting.remove(result);
                if (error == null) {
                  result.complete(value);
                } else {
                  result.completeExceptionally(JanusEngine.cause(error));
                }
              });
    } catch (FailureException e) {
      waiting.remove(result);
      result.completeExceptionally(e);
    } catch (RuntimeException e) {
      waiting.remove(result);
      LOG.error("Leg {}: defect in the Janus adapter", id, e);
      result.completeExceptionally(new FailureException(Failure.of(Reason.INTERNAL_ERROR), e));
    }
  }

  /** The leg as its activity sees it. */
  private final class Home implements LegHome {

    @Override
    public SessionId id() {
      return id;
    }

    @Override
    public Executor loop() {
      return engine.loop();
    }

    @Override
    public CompletionStage<JanusHandle> attach(String plugin, PluginEvents events) {
      if (session.isEmpty()) {
        session = Optional.of(engine.createSession(this::lost));
      }
      return session
          .get()
          .thenCompose(
              made -> made.attach("janus.plugin." + plugin, new HandleEvents(this, events)));
    }

    @Override
    public void status(String statusClass, Map<String, Object> fields) {
      if (phase != Phase.CLOSED && lost.isEmpty()) {
        observer.onStatus(statusClass, fields);
      }
    }

    @Override
    public void lost(Failure failure) {
      if (phase == Phase.CLOSED || lost.isPresent()) {
        return;
      }
      lost = Optional.of(failure);
      failWaiting(failure);
      observer.onLost(failure);
      activity.ifPresent(recorder::stop);
      activity.ifPresent(a -> a.lost(failure));
    }
  }

  /** What happens on a handle, in the port's words. */
  private record HandleEvents(LegHome home, LegHome.PluginEvents events)
      implements JanusHandle.Listener {

    @Override
    public void onEvent(JanusHandle.PluginMessage message) {
      events.onEvent(message);
    }

    @Override
    public void onCore(String kind, Map<String, Object> fields) {
      switch (kind) {
        case "webrtcup" -> {
          events.onUp();
          events.onStatus(home, "webrtc", Map.of("status", "up"));
        }
        case "media" ->
            events.onStatus(
                home,
                "media",
                Map.of(
                    "media",
                    Json.text(fields, "type").orElse("audio"),
                    "status",
                    Boolean.TRUE.equals(fields.get("receiving")) ? "up" : "down"));
        case "slowlink" ->
            events.onStatus(
                home,
                "slow_link",
                Map.of(
                    "nacks",
                    Json.number(fields, "lost").orElse(0L),
                    "uplink",
                    Boolean.TRUE.equals(fields.get("uplink"))));
        case "hangup" ->
            home.lost(
                Failure.of(Reason.JANUS_BYE).withDetail(Json.text(fields, "reason").orElse("")));
        case "detached" -> home.lost(Failure.of(Reason.JANUS_SESSION_DOWN));
        default -> {
          // Nothing a session needs to know.
        }
      }
    }
  }
}
