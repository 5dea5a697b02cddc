package io.jackfield.gateway.sim;

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
import io.jackfield.gateway.media.Role;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A leg of {@link FakeEngine}: it keeps the rules of the port, and sends no packet. */
final class FakeLeg implements MediaLeg {

  /** Where it is in its one offer and one answer. */
  private enum Phase {
    NEW,
    OFFER_TAKEN,
    OFFERED,
    CONNECTED,
    CLOSED
  }

  private final FakeEngine engine;
  private final SessionId id;
  private final MediaLegObserver observer;
  private Phase phase = Phase.NEW;
  private List<Codec> codecs = List.of();
  private Optional<RoomId> sendsTo = Optional.empty();
  private boolean publishes;
  private boolean recording;
  private boolean playing;

  FakeLeg(FakeEngine engine, SessionId id, MediaLegObserver observer) {
    this.engine = engine;
    this.id = id;
    this.observer = observer;
  }

  SessionId id() {
    return id;
  }

  MediaLegObserver observer() {
    return observer;
  }

  /** The room it is a sender of. */
  Optional<RoomId> sendsTo() {
    return sendsTo;
  }

  private <T> CompletionStage<T> answer(String operation, Supplier<T> result) {
    return engine.answer(operation + " " + id, result);
  }

  /** Checks at once; the answer comes as the engine likes, and the phase moves with it. */
  private <T> CompletionStage<T> step(
      Phase next, Runnable check, String operation, Supplier<T> result) {
    try {
      check.run();
    } catch (FailureException e) {
      return CompletableFuture.failedFuture(e);
    }
    Phase before = phase;
    phase = next;
    return answer(operation, result)
        .whenComplete(
            (value, error) -> {
              if (error != null && phase == next) {
                phase = before;
              }
            });
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
  }

  private void requireHas(LegType type, Role role, SdpKind kind) {
    if (!engine.capabilities().supports(type.type(), role, kind)) {
      throw FailureException.of(Reason.NOT_IMPLEMENTED);
    }
    requireNamed(type);
  }

  /** What a type names must be there. */
  private void requireNamed(LegType type) {
    Reason missing = Reason.SESSION_NOT_FOUND;
    boolean there = true;
    if (type instanceof LegType.Bridge t) {
      there = engine.leg(t.peer()).isPresent();
    } else if (type instanceof LegType.Connect t) {
      there = engine.leg(t.peer()).isPresent();
    } else if (type instanceof LegType.Listen t) {
      missing = Reason.INVALID_PUBLISHER;
      there = engine.leg(t.publisher()).filter(l -> l.publishes).isPresent();
    } else if (type instanceof LegType.Publish t) {
      missing = Reason.ROOM_NOT_FOUND;
      there = engine.has(t.room(), RoomClass.SFU);
    } else if (type instanceof LegType.Mcu t) {
      missing = Reason.ROOM_NOT_FOUND;
      there = engine.has(t.room(), RoomClass.MCU);
    }
    if (!there) {
      throw FailureException.of(missing);
    }
  }

  private boolean whole() {
    return !engine.capabilities().trickle();
  }

  @Override
  public CompletionStage<SessionDescription> createOffer(
      LegType type, SdpKind kind, Optional<SessionId> codecPeer) {
    return step(
        Phase.OFFERED,
        () -> {
          require(Reason.OFFER_ALREADY_SET, Phase.NEW);
          if (codecPeer.isEmpty() || !(type instanceof LegType.Park)) {
            requireHas(type, Role.OFFERER, kind);
          }
          become(type);
        },
        "createOffer",
        () -> FakeSdp.offer(kind, codecsOf(codecPeer), whole()));
  }

  private List<Codec> codecsOf(Optional<SessionId> peer) {
    return peer.flatMap(engine::leg).map(l -> l.codecs).orElse(List.of());
  }

  @Override
  public CompletionStage<Void> setOffer(SessionDescription offer) {
    return step(
        Phase.OFFER_TAKEN,
        () -> {
          require(Reason.OFFER_ALREADY_SET, Phase.NEW);
          codecs = FakeSdp.common(offer);
        },
        "setOffer",
        () -> null);
  }

  @Override
  public CompletionStage<SessionDescription> createAnswer(
      LegType type, SessionDescription offer, Optional<SessionId> codecPeer) {
    return step(
        Phase.CONNECTED,
        () -> {
          require(Reason.ANSWER_ALREADY_SET, Phase.NEW, Phase.OFFER_TAKEN);
          if (codecPeer.isEmpty() || !(type instanceof LegType.Bridge)) {
            requireHas(type, Role.OFFEREE, offer.kind());
          }
          codecs = FakeSdp.common(offer);
          become(type);
        },
        "createAnswer",
        () -> FakeSdp.answer(offer, whole()));
  }

  @Override
  public CompletionStage<Void> setAnswer(SessionDescription answer) {
    return step(
        Phase.CONNECTED,
        () -> {
          requireOpen();
          require(
              phase == Phase.CONNECTED ? Reason.ANSWER_ALREADY_SET : Reason.OFFER_NOT_SET,
              Phase.OFFERED);
        },
        "setAnswer",
        () -> null);
  }

  @Override
  public CompletionStage<SessionDescription> renegotiate(SessionDescription offer) {
    return step(
        Phase.CONNECTED,
        () -> require(Reason.INVALID_STATE, Phase.CONNECTED),
        "renegotiate",
        () -> FakeSdp.answer(offer, whole()));
  }

  @Override
  public CompletionStage<SessionDescription> reoffer() {
    return step(
        Phase.OFFERED,
        () -> require(Reason.INVALID_STATE, Phase.CONNECTED),
        "reoffer",
        () -> FakeSdp.offer(SdpKind.WEBRTC, codecs, whole()));
  }

  @Override
  public void addCandidate(TrickleCandidate candidate) {
    engine.log().add("addCandidate " + id);
  }

  @Override
  public void endOfCandidates() {
    engine.log().add("endOfCandidates " + id);
  }

  @Override
  public CompletionStage<Void> setType(LegType type) {
    return step(
        phase,
        () -> {
          requireOpen();
          if (!engine.capabilities().knows(type.type())) {
            throw FailureException.of(Reason.NOT_IMPLEMENTED);
          }
          if (type instanceof LegType.Proxy) {
            throw FailureException.of(Reason.INVALID_OPERATION);
          }
          requireNamed(type);
        },
        "setType:" + type.type().wireName(),
        () -> {
          become(type);
          return null;
        });
  }

  private void become(LegType type) {
    playing = type instanceof LegType.Play;
    publishes = type instanceof LegType.Publish;
    sendsTo = Optional.empty();
    if (type instanceof LegType.Publish publish) {
      sendsTo = Optional.of(publish.room());
    } else if (type instanceof LegType.Mcu mcu) {
      sendsTo = Optional.of(mcu.room());
    }
  }

  @Override
  public CompletionStage<Map<String, Object>> recorder(RecorderAction action) {
    String name = action.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    if (action instanceof RecorderAction.Start start) {
      if (start.target().getPath().endsWith(".xyz")) {
        return CompletableFuture.failedFuture(FailureException.of(Reason.INVALID_URI));
      }
      return step(
          phase,
          this::requireOpen,
          "recorder:" + name,
          () -> {
            recording = true;
            return Map.of("uri", start.target().toString());
          });
    }
    if (!recording) {
      return CompletableFuture.failedFuture(FailureException.of(Reason.NO_ACTIVE_RECORDER));
    }
    recording = !(action instanceof RecorderAction.Stop);
    return step(phase, this::requireOpen, "recorder:" + name, Map::of);
  }

  @Override
  public CompletionStage<Map<String, Object>> player(PlayerAction action) {
    String name = action.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    if (action instanceof PlayerAction.Start start) {
      if (start.uri().startsWith("file:///no/")) {
        return CompletableFuture.failedFuture(FailureException.of(Reason.INVALID_URI));
      }
      return step(
          phase,
          this::requireOpen,
          "player:" + name,
          () -> {
            become(new LegType.Play(start.uri(), start.loops()));
            return Map.of();
          });
    }
    if (!playing) {
      return CompletableFuture.failedFuture(FailureException.of(Reason.NO_ACTIVE_PLAYER));
    }
    playing = !(action instanceof PlayerAction.Stop);
    return step(phase, this::requireOpen, "player:" + name, () -> reply(action));
  }

  private static Map<String, Object> reply(PlayerAction action) {
    if (action instanceof PlayerAction.GetInfo) {
      return Map.of(
          "duration", 8000L, "is_seekable", true, "first_position", 0L, "last_position", 8000L);
    }
    return action instanceof PlayerAction.GetPosition ? Map.of("position", 1000L) : Map.of();
  }

  @Override
  public CompletionStage<Void> update(MediaUpdate update) {
    String audio = update.muteAudio().map(muted -> muted ? ":muted" : ":heard").orElse("");
    return step(phase, this::requireOpen, "update" + audio, () -> null);
  }

  @Override
  public void held(boolean held) {
    engine.log().add((held ? "held " : "resumed ") + id);
  }

  @Override
  public CompletionStage<Void> sendDtmf(String digits) {
    return step(phase, this::requireOpen, "sendDtmf:" + digits, () -> null);
  }

  @Override
  public CompletionStage<LegStats> stats() {
    return step(phase, this::requireOpen, "stats", () -> LegStats.NONE);
  }

  @Override
  public CompletionStage<Void> close() {
    // Its resources are released whatever the answer says: close must succeed (MediaLeg).
    phase = Phase.CLOSED;
    sendsTo = Optional.empty();
    publishes = false;
    engine.closed(this);
    return answer("close", () -> null);
  }
}
