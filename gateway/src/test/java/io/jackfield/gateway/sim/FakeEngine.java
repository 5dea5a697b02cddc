package io.jackfield.gateway.sim;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.Capabilities;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaLegObserver;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.MediaRoomObserver;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.media.Role;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A scripted engine that can be late, refuse, never answer, and lose a leg. */
public final class FakeEngine implements MediaEngine {

  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 4000 RTP/AVP 0\r\n";

  private static final String WEBRTC_SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
          + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\n"
          + "a=ice-ufrag:efgh\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\na=setup:actpass\r\n"
          + "a=fingerprint:sha-256 "
          + "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"
          + "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\n";

  /**
   * How badly it behaves.
   *
   * @param maxDelayMillis longest delay of an answer; 0 answers at once
   * @param refuse share of operations refused
   * @param silence share of operations never answered
   * @param lose share of legs lost some time after they opened
   */
  public record Manners(int maxDelayMillis, double refuse, double silence, double lose) {

    /** Answers at once and never fails. */
    public static final Manners GOOD = new Manners(0, 0, 0, 0);
  }

  private final SimTime time;
  private final Random random;
  private Manners manners;
  private Capabilities capabilities;
  private final Map<SessionId, FakeLeg> open = new LinkedHashMap<>();
  private final Map<RoomId, FakeRoom> rooms = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  /**
   * Makes an engine.
   *
   * @param time when it answers
   * @param random decides what goes wrong
   * @param manners how often it does
   * @param lateAnswer see {@link Capabilities#lateAnswer}
   */
  public FakeEngine(SimTime time, Random random, Manners manners, boolean lateAnswer) {
    this.time = time;
    this.random = random;
    this.manners = manners;
    Set<Capabilities.Case> cases = new HashSet<>();
    for (SessionType type : SessionType.values()) {
      for (Role role : Role.values()) {
        boolean lacking =
            type == SessionType.P2P || type == SessionType.PROXY && role == Role.OFFERER;
        for (SdpKind kind : lacking ? Set.<SdpKind>of() : Set.of(SdpKind.values())) {
          cases.add(new Capabilities.Case(type, role, kind));
        }
      }
    }
    this.capabilities = new Capabilities(cases, lateAnswer, false, true);
  }

  /** Takes a type out of what it can do; before it is used. */
  public void lack(SessionType type) {
    Set<Capabilities.Case> left = new HashSet<>(capabilities.supported());
    left.removeIf(c -> c.type() == type);
    capabilities =
        new Capabilities(
            left, capabilities.lateAnswer(), capabilities.trickle(), capabilities.takesTrickle());
  }

  /** Says how it treats candidates; before it is used. */
  public void trickles(boolean itself, boolean takes) {
    capabilities =
        new Capabilities(capabilities.supported(), capabilities.lateAnswer(), itself, takes);
  }

  private static SessionDescription sdp(SdpKind kind) {
    return SdpParser.parse(kind == SdpKind.WEBRTC ? WEBRTC_SDP : SDP);
  }

  /** Refuses operations whose entry in the log begins so, from now on. */
  public void refuse(String entry) {
    refused.add(entry);
  }

  /** It behaves otherwise from now on. */
  public void manners(Manners next) {
    manners = next;
  }

  /** What was asked of it, in order: {@code <operation> <session>}. */
  public List<String> log() {
    return log;
  }

  /** The leg of a session, to make something happen on it. */
  public MediaLegObserver observer(SessionId id) {
    return open.get(id).observer;
  }

  /** Who listens to an open room, to make something happen to it. */
  public MediaRoomObserver observer(RoomId id) {
    return rooms.get(id).observer;
  }

  /** The rooms that are open. */
  public Set<RoomId> rooms() {
    return Set.copyOf(rooms.keySet());
  }

  @Override
  public String backend() {
    return "fake";
  }

  @Override
  public String name() {
    return "fake-1";
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public int load() {
    return open.size();
  }

  @Override
  public MediaLeg open(SessionId id, MediaLegObserver observer) {
    FakeLeg leg = new FakeLeg(id, observer);
    if (open.put(id, leg) != null) {
      throw new IllegalStateException("leg " + id + " opened twice");
    }
    if (random.nextDouble() < manners.lose()) {
      time.later(
          Duration.ofMillis(random.nextInt(60_000)),
          () -> {
            if (open.containsKey(id)) {
              observer.onLost(Failure.of(Reason.MEDIA_TIMEOUT));
            }
          });
    }
    return leg;
  }

  @Override
  public CompletionStage<MediaRoom> openRoom(RoomId id, RoomSpec spec, MediaRoomObserver observer) {
    FakeRoom room = new FakeRoom(id, observer);
    if (rooms.containsKey(id)) {
      throw new IllegalStateException("room " + id + " opened twice");
    }
    // One that never says so has none: there would be no handle to close it by.
    CompletionStage<MediaRoom> opened =
        answer("openRoom:" + spec.roomClass().wireName() + " " + id, room);
    return opened.thenApply(
        made -> {
          rooms.put(id, room);
          return made;
        });
  }

  private <T> CompletionStage<T> answer(String entry, T result) {
    log.add(entry);
    if (refused.stream().anyMatch(entry::startsWith)) {
      return CompletableFuture.failedFuture(FailureException.of(Reason.NOT_ACCEPTABLE));
    }
    double chance = random.nextDouble();
    if (chance < manners.silence()) {
      return new CompletableFuture<>();
    }
    boolean refuse = chance < manners.silence() + manners.refuse();
    CompletableFuture<T> future = new CompletableFuture<>();
    Runnable reply =
        () -> {
          if (refuse) {
            future.completeExceptionally(new FailureException(Failure.of(Reason.NOT_ACCEPTABLE)));
          } else {
            future.complete(result);
          }
        };
    if (manners.maxDelayMillis() == 0) {
      reply.run();
    } else {
      time.later(Duration.ofMillis(random.nextInt(manners.maxDelayMillis())), reply);
    }
    return future;
  }

  private final class FakeRoom implements MediaRoom {
    private final RoomId id;
    private final MediaRoomObserver observer;

    FakeRoom(RoomId id, MediaRoomObserver observer) {
      this.id = id;
      this.observer = observer;
    }

    @Override
    public RoomId id() {
      return id;
    }

    @Override
    public CompletionStage<Void> layout(String layout) {
      return answer("layout:" + layout + " " + id, null);
    }

    @Override
    public CompletionStage<Integer> senders() {
      long count =
          open.values().stream().filter(l -> l.sendsTo.filter(id::equals).isPresent()).count();
      return answer("senders " + id, (int) count);
    }

    @Override
    public CompletionStage<Void> close() {
      // As with legs: gone whatever the answer says.
      rooms.remove(id, this);
      return answer("closeRoom " + id, null);
    }
  }

  private final class FakeLeg implements MediaLeg {
    private final SessionId id;
    private final MediaLegObserver observer;
    private Optional<RoomId> sendsTo = Optional.empty();
    private boolean recording;
    private boolean playing;

    FakeLeg(SessionId id, MediaLegObserver observer) {
      this.id = id;
      this.observer = observer;
    }

    private <T> CompletionStage<T> answer(String operation, T result) {
      return FakeEngine.this.answer(operation + " " + id, result);
    }

    @Override
    public CompletionStage<SessionDescription> createOffer(
        LegType type, SdpKind kind, Optional<SessionId> codecPeer) {
      become(type);
      return answer("createOffer", sdp(kind));
    }

    @Override
    public CompletionStage<Void> setOffer(SessionDescription offer) {
      return answer("setOffer", null);
    }

    @Override
    public CompletionStage<SessionDescription> createAnswer(
        LegType type, SessionDescription offer, Optional<SessionId> codecPeer) {
      become(type);
      return answer("createAnswer", sdp(offer.kind()));
    }

    @Override
    public CompletionStage<Void> setAnswer(SessionDescription answer) {
      return answer("setAnswer", null);
    }

    @Override
    public CompletionStage<SessionDescription> renegotiate(SessionDescription offer) {
      return answer("renegotiate", sdp(offer.kind()));
    }

    @Override
    public CompletionStage<SessionDescription> reoffer() {
      return answer("reoffer", sdp(SdpKind.WEBRTC));
    }

    @Override
    public void addCandidate(TrickleCandidate candidate) {
      log.add("addCandidate " + id);
    }

    @Override
    public void endOfCandidates() {
      log.add("endOfCandidates " + id);
    }

    @Override
    public CompletionStage<Void> setType(LegType type) {
      CompletionStage<Void> changed = answer("setType:" + type.type().wireName(), null);
      return changed.thenRun(() -> become(type));
    }

    private void become(LegType type) {
      playing = type instanceof LegType.Play;
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
        Map<String, Object> reply = Map.of("uri", start.target().toString());
        CompletionStage<Map<String, Object>> started = answer("recorder:" + name, reply);
        return started.thenApply(
            fields -> {
              recording = true;
              return fields;
            });
      }
      if (!recording) {
        return CompletableFuture.failedFuture(FailureException.of(Reason.NO_ACTIVE_RECORDER));
      }
      recording = !(action instanceof RecorderAction.Stop);
      return answer("recorder:" + name, Map.of());
    }

    @Override
    public CompletionStage<Map<String, Object>> player(PlayerAction action) {
      String name = action.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      if (action instanceof PlayerAction.Start start) {
        CompletionStage<Map<String, Object>> started = answer("player:" + name, Map.of());
        return started.thenApply(
            fields -> {
              become(new LegType.Play(start.uri(), start.loops()));
              return fields;
            });
      }
      if (!playing) {
        return CompletableFuture.failedFuture(FailureException.of(Reason.NO_ACTIVE_PLAYER));
      }
      playing = !(action instanceof PlayerAction.Stop);
      return answer("player:" + name, reply(action));
    }

    private Map<String, Object> reply(PlayerAction action) {
      if (action instanceof PlayerAction.GetInfo) {
        return Map.of(
            "duration", 8000L, "is_seekable", true, "first_position", 0L, "last_position", 8000L);
      }
      return action instanceof PlayerAction.GetPosition ? Map.of("position", 1000L) : Map.of();
    }

    @Override
    public CompletionStage<Void> update(MediaUpdate update) {
      return answer("update", null);
    }

    @Override
    public CompletionStage<Void> sendDtmf(String digits) {
      return answer("sendDtmf:" + digits, null);
    }

    @Override
    public CompletionStage<LegStats> stats() {
      return answer("stats", LegStats.NONE);
    }

    @Override
    public CompletionStage<Void> close() {
      // Its resources are released whatever the answer says: close must succeed (MediaLeg).
      open.remove(id);
      return answer("close", null);
    }
  }
}
