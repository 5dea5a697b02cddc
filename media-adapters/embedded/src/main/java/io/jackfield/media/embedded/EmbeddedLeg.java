package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaLegObserver;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.time.Owner;
import io.jackfield.media.embedded.file.Recordings;
import io.jackfield.media.embedded.mixer.Conference;
import io.jackfield.media.embedded.play.Player;
import io.jackfield.media.embedded.record.Recording;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A leg as the gateway sees it: carries each operation to the leg's loop and its result back. The
 * loop is settled by the first operation: that of the leg it will be joined to, so that a relay
 * between the two needs no hand-over.
 */
final class EmbeddedLeg implements MediaLeg {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedLeg.class);

  /** A leg settled on its loop. */
  private record Settled(String affinity, Owner owner, LegCore core) {}

  private final EmbeddedEngine engine;
  private final SessionId id;
  private final MediaLegObserver observer;
  private final Optional<Failure> refusal;
  private Settled settled;
  private volatile LegFace face = LegFace.BLANK;

  /**
   * A leg on no loop yet.
   *
   * @param engine the engine it belongs to
   * @param id the session's id
   * @param observer told of what happens
   * @param refusal why nothing can be done with it, when the engine could not take it
   */
  EmbeddedLeg(
      EmbeddedEngine engine, SessionId id, MediaLegObserver observer, Optional<Failure> refusal) {
    this.engine = engine;
    this.id = id;
    this.observer = observer;
    this.refusal = refusal;
  }

  SessionId id() {
    return id;
  }

  /** What other legs may know of this one; from any thread. */
  LegFace face() {
    return face;
  }

  /** The key of the leg's loop, once it is settled. */
  synchronized Optional<String> affinity() {
    return Optional.ofNullable(settled).map(Settled::affinity);
  }

  private synchronized Settled settle(Optional<SessionId> near) {
    if (settled == null) {
      String affinity = near.flatMap(engine::affinity).orElse(id.value());
      Owner owner = engine.plane().owner(affinity);
      LegWatch watch =
          new LegWatch(
              id,
              observer,
              owner,
              engine.config().mediaTimeout(),
              engine.config().reattachTimeout());
      settled = new Settled(affinity, owner, new LegCore(id, new Home(affinity), watch));
    }
    return settled;
  }

  /** Looks again whom the leg hears; done at once when it has not begun. */
  CompletionStage<Void> refresh() {
    return affinity().isEmpty()
        ? CompletableFuture.completedFuture(null)
        : run(Optional.empty(), core -> done(core::refresh));
  }

  @Override
  public CompletionStage<SessionDescription> createOffer(
      LegType type, SdpKind kind, Optional<SessionId> codecPeer) {
    return createOffer(type, kind, codecPeer, false);
  }

  @Override
  public CompletionStage<SessionDescription> createOffer(
      LegType type, SdpKind kind, Optional<SessionId> codecPeer, boolean keys) {
    return run(near(type, codecPeer), core -> core.createOffer(type, kind, codecPeer, keys));
  }

  @Override
  public CompletionStage<Void> setOffer(SessionDescription offer) {
    return run(Optional.empty(), core -> done(() -> core.setOffer(offer)));
  }

  @Override
  public CompletionStage<SessionDescription> createAnswer(
      LegType type, SessionDescription offer, Optional<SessionId> codecPeer) {
    return run(near(type, codecPeer), core -> core.createAnswer(type, offer, codecPeer));
  }

  private static Optional<SessionId> near(LegType type, Optional<SessionId> codecPeer) {
    return codecPeer.or(() -> LegCore.far(type));
  }

  @Override
  public CompletionStage<Void> setAnswer(SessionDescription answer) {
    return run(Optional.empty(), core -> core.setAnswer(answer));
  }

  @Override
  public CompletionStage<SessionDescription> renegotiate(SessionDescription offer) {
    return run(Optional.empty(), core -> now(() -> core.renegotiate(offer)));
  }

  @Override
  public CompletionStage<SessionDescription> reoffer() {
    return run(Optional.empty(), core -> now(core::reoffer));
  }

  @Override
  public void addCandidate(TrickleCandidate candidate) {
    // An ICE-lite agent sends no checks, so it needs no candidates (RFC 8445 section 2.5).
  }

  @Override
  public void endOfCandidates() {
    // See addCandidate.
  }

  @Override
  public CompletionStage<Void> setType(LegType type) {
    return run(near(type, Optional.empty()), core -> core.setType(type));
  }

  @Override
  public CompletionStage<Void> update(MediaUpdate update) {
    return run(Optional.empty(), core -> done(() -> core.update(update)));
  }

  @Override
  public void held(boolean held) {
    run(Optional.empty(), core -> done(() -> core.held(held)));
  }

  @Override
  public CompletionStage<Void> sendDtmf(String digits) {
    return run(Optional.empty(), core -> done(() -> core.sendDtmf(digits)));
  }

  @Override
  public CompletionStage<Map<String, Object>> recorder(RecorderAction action) {
    return run(Optional.empty(), core -> core.recorder(action));
  }

  @Override
  public CompletionStage<Map<String, Object>> player(PlayerAction action) {
    return run(Optional.empty(), core -> core.player(action));
  }

  @Override
  public CompletionStage<LegStats> stats() {
    return run(
        Optional.empty(),
        core -> core.stats().thenApply(all -> Statistics.of(all, core.audioCodec(), core.facts())));
  }

  @Override
  public CompletionStage<Void> close() {
    engine.remove(this);
    if (affinity().isEmpty() || engine.closed()) {
      return CompletableFuture.completedFuture(null);
    }
    return run(Optional.empty(), LegCore::close);
  }

  /** Ends the leg when its engine goes. */
  CompletionStage<Void> engineCloses() {
    return affinity().isPresent()
        ? run(Optional.empty(), LegCore::close)
        : CompletableFuture.completedFuture(null);
  }

  private static <T> CompletionStage<T> now(Supplier<T> work) {
    return CompletableFuture.completedFuture(work.get());
  }

  private static CompletionStage<Void> done(Runnable work) {
    work.run();
    return CompletableFuture.completedFuture(null);
  }

  private interface Work<T> {
    CompletionStage<T> on(LegCore core);
  }

  private <T> CompletionStage<T> run(Optional<SessionId> near, Work<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    if (refusal.isPresent()) {
      result.completeExceptionally(new FailureException(refusal.get()));
      return result;
    }
    Settled on = settle(near);
    on.owner().execute(() -> perform(on.core(), work, result));
    if (engine.closed()) {
      // The loop may be gone and the task with it; a result that came first stays.
      result.completeExceptionally(FailureException.of(Reason.SESSION_STOP));
    }
    return result;
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  private static <T> void complete(CompletableFuture<T> result, T value, Throwable error) {
    if (error == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(cause(error));
    }
  }

  private <T> void perform(LegCore core, Work<T> work, CompletableFuture<T> result) {
    try {
      work.on(core).whenComplete((value, error) -> complete(result, value, error));
    } catch (FailureException e) {
      result.completeExceptionally(e);
    } catch (RuntimeException e) {
      LOG.error("Leg {}: defect in the embedded engine", id, e);
      result.completeExceptionally(new FailureException(Failure.of(Reason.INTERNAL_ERROR), e));
    }
  }

  /** The engine as the leg's state sees it. */
  private final class Home implements LegHome {
    private final String affinity;

    Home(String affinity) {
      this.affinity = affinity;
    }

    @Override
    public LegMedia media(SdpKind kind, LegWatch watch) {
      return kind == SdpKind.WEBRTC
          ? new WebRtcMedia(engine.plane().webRtc(affinity, watch.webRtc()), watch)
          : new RtpMedia(engine.plane(), affinity, watch);
    }

    @Override
    public Origin newOrigin() {
      return engine.newOrigin();
    }

    @Override
    public void publish(LegFace newFace) {
      face = newFace;
    }

    @Override
    public Optional<LegFace> face(SessionId leg) {
      return engine.leg(leg).map(EmbeddedLeg::face);
    }

    @Override
    public Optional<SessionId> partner(SessionId leg) {
      return engine.partners().of(leg);
    }

    @Override
    public CompletionStage<Void> refreshAudience() {
      Set<SessionId> all = new HashSet<>(engine.places().audience(id));
      all.addAll(engine.places().company(id));
      engine.partners().of(id).ifPresent(all::add);
      return engine.refreshAll(all);
    }

    @Override
    public CompletionStage<Void> take(LegType type) {
      Set<SessionId> changed = new HashSet<>(engine.places().take(id, type));
      if (type instanceof LegType.Bridge bridge) {
        changed.addAll(engine.places().leave(bridge.peer()));
        changed.addAll(engine.partners().join(id, bridge.peer()));
      } else {
        changed.addAll(engine.partners().part(id));
      }
      return refreshOthers(changed);
    }

    @Override
    public CompletionStage<Void> leave() {
      Set<SessionId> changed = new HashSet<>(engine.places().leave(id));
      changed.addAll(engine.partners().part(id));
      return refreshOthers(changed);
    }

    private CompletionStage<Void> refreshOthers(Set<SessionId> changed) {
      changed.remove(id);
      return engine.refreshAll(changed);
    }

    @Override
    public String affinity() {
      return affinity;
    }

    @Override
    public Optional<Conference> conference() {
      return engine.places().roomOf(id).flatMap(EmbeddedRoom::conference);
    }

    @Override
    public int roomBitrate() {
      return engine.places().roomOf(id).map(room -> room.spec().bitrate()).orElse(0);
    }

    @Override
    public Optional<EmbeddedRoom> room(RoomId room, RoomClass roomClass) {
      return engine.places().room(room, roomClass);
    }

    @Override
    public CompletionStage<Player> play(LegType.Play play, LegWatch watch) {
      Owner worker = engine.fileWorkers().next();
      CompletableFuture<Player> result = new CompletableFuture<>();
      engine
          .playFiles()
          .open(play.uri(), worker)
          .thenApply(
              file ->
                  Player.of(
                      engine.plane(),
                      affinity,
                      worker,
                      file,
                      play.loops().orElse(0),
                      status -> watch.player(play.uri(), status)))
          .whenCompleteAsync(
              (player, error) -> complete(result, player, error), engine.plane().owner(affinity));
      return result;
    }

    @Override
    public CompletionStage<LegRecorder.Recorded> record(
        Path path, Recordings.Tracks tracks, Recording.Listener listener) {
      Owner worker = engine.fileWorkers().next();
      Owner loop = engine.plane().owner(affinity);
      Recording.Listener there =
          new Recording.Listener() {
            @Override
            public void onKeyFrameWanted(Recording recording) {
              loop.execute(() -> listener.onKeyFrameWanted(recording));
            }

            @Override
            public void onFailed(Recording recording, String text) {
              loop.execute(() -> listener.onFailed(recording, text));
            }
          };
      CompletableFuture<LegRecorder.Recorded> result = new CompletableFuture<>();
      CompletableFuture.supplyAsync(() -> FileStart.begin(path, tracks, worker, there), worker)
          .whenCompleteAsync((recorded, error) -> complete(result, recorded, error), loop);
      return result;
    }

    @Override
    public boolean publishes(SessionId leg) {
      return engine.places().publishes(leg);
    }
  }
}
