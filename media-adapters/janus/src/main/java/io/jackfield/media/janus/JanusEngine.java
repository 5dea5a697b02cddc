package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.Capabilities;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaLegObserver;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.MediaRoomObserver;
import io.jackfield.gateway.media.Role;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.media.janus.api.JanusConnection;
import io.jackfield.media.janus.api.JanusHandle;
import io.jackfield.media.janus.api.JanusSession;
import io.jackfield.media.janus.api.JanusSettings;
import io.jackfield.media.janus.record.Conversions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One Janus as media engine. */
public final class JanusEngine implements MediaEngine, AutoCloseable {

  /** The backend's name on the wire. */
  public static final String BACKEND = "janus";

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          Set.of(
              new Capabilities.Case(SessionType.ECHO, Role.OFFEREE, SdpKind.WEBRTC),
              new Capabilities.Case(SessionType.PROXY, Role.OFFEREE, SdpKind.WEBRTC),
              new Capabilities.Case(SessionType.PROXY, Role.OFFEREE, SdpKind.RTP),
              new Capabilities.Case(SessionType.BRIDGE, Role.OFFERER, SdpKind.WEBRTC),
              new Capabilities.Case(SessionType.BRIDGE, Role.OFFERER, SdpKind.RTP),
              new Capabilities.Case(SessionType.PUBLISH, Role.OFFEREE, SdpKind.WEBRTC),
              new Capabilities.Case(SessionType.LISTEN, Role.OFFERER, SdpKind.WEBRTC)),
          Set.of(new Capabilities.Change(SessionType.LISTEN, SessionType.LISTEN)),
          Set.of(
              new Capabilities.Join(SdpKind.WEBRTC, SdpKind.WEBRTC),
              new Capabilities.Join(SdpKind.WEBRTC, SdpKind.RTP),
              new Capabilities.Join(SdpKind.RTP, SdpKind.WEBRTC)),
          true,
          false,
          true);

  /** Longest wait for a Janus that does not answer a goodbye. */
  private static final long GOODBYE_SECONDS = 1;

  private final String name;
  private final ScheduledThreadPoolExecutor loop;
  private final JanusConnection connection;
  private final Map<SessionId, JanusLeg> legs = new ConcurrentHashMap<>();
  private final Map<RoomId, JanusRoom> rooms = new HashMap<>();
  private final Publications publications = new Publications();
  private final Conversions conversions;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private volatile Optional<CompletionStage<JanusHandle>> control = Optional.empty();
  private Optional<JanusSession> controlSession = Optional.empty();
  private volatile boolean closed;

  private JanusEngine(String name, JanusSettings settings) {
    this.name = name;
    this.loop =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "janus-" + name);
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    loop.setRemoveOnCancelPolicy(true);
    this.conversions = Conversions.installed(name);
    this.connection = new JanusConnection(settings, loop, () -> connected.complete(null));
  }

  /**
   * Begins to connect; the engine is {@link #ready} once it is connected, and whenever it is again.
   *
   * @param name name of this engine among those of its backend
   * @param settings where its Janus is
   * @return the engine, which must be closed
   */
  public static JanusEngine open(String name, JanusSettings settings) {
    return new JanusEngine(name, settings);
  }

  /**
   * The first connection.
   *
   * @return done once it is there; a Janus that is not there may come later
   */
  public CompletionStage<Void> connected() {
    return connected.copy();
  }

  /** Done when {@link #close} has left nothing on Janus. */
  CompletionStage<Void> ended() {
    return ended.copy();
  }

  /** Whether it has a session of its own on Janus, beside those of legs. */
  boolean hasControl() {
    return control.isPresent();
  }

  @Override
  public String backend() {
    return BACKEND;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public boolean ready() {
    return !closed && connection.up();
  }

  @Override
  public int load() {
    return legs.size();
  }

  @Override
  public MediaLeg open(SessionId id, MediaLegObserver observer) {
    if (closed) {
      return new JanusLeg(this, id, observer, Optional.of(Failure.of(Reason.NO_MEDIASERVER)));
    }
    JanusLeg leg = new JanusLeg(this, id, observer, Optional.empty());
    return legs.putIfAbsent(id, leg) == null
        ? leg
        : new JanusLeg(this, id, observer, Optional.of(Failure.of(Reason.SESSION_ALREADY_EXISTS)));
  }

  @Override
  public CompletionStage<MediaRoom> openRoom(RoomId id, RoomSpec spec, MediaRoomObserver observer) {
    if (!CAPABILITIES.hasRooms(spec.roomClass())) {
      return Activity.refused(Reason.NOT_IMPLEMENTED);
    }
    return onLoop(
        () -> {
          if (rooms.containsKey(id)) {
            throw FailureException.of(Reason.ROOM_ALREADY_EXISTS);
          }
          JanusRoom room = new JanusRoom(this, id, spec, observer);
          rooms.put(id, room);
          return room.create()
              .<MediaRoom>thenApply(made -> room)
              .whenComplete(
                  (made, error) -> {
                    if (error != null) {
                      forget(room);
                    }
                  });
        });
  }

  /** Makes recordings playable. */
  Conversions conversions() {
    return conversions;
  }

  /** The one thread on which everything happens. */
  Executor loop() {
    return loop;
  }

  /** Does work on the loop. */
  <T> CompletionStage<T> onLoop(Supplier<CompletionStage<T>> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            work.get()
                .whenComplete(
                    (value, error) -> {
                      if (error == null) {
                        result.complete(value);
                      } else {
                        result.completeExceptionally(cause(error));
                      }
                    });
          } catch (FailureException e) {
            result.completeExceptionally(e);
          }
        });
    completeIfClosed(result, FailureException.of(Reason.NO_MEDIASERVER));
    return result;
  }

  /** The loop takes nothing after the engine's end, so what is asked then is answered here. */
  <T> void completeIfClosed(CompletableFuture<T> result, FailureException refusal) {
    if (closed && refusal == null) {
      result.complete(null);
    } else if (closed) {
      result.completeExceptionally(refusal);
    }
  }

  static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /** A Janus session for a leg; on the loop. */
  CompletionStage<JanusSession> createSession(JanusSession.Listener listener) {
    return connection.createSession(listener);
  }

  /** Asks the videoroom plugin something that concerns no leg; on the loop. */
  CompletionStage<Map<String, Object>> askVideoroom(Map<String, Object> body) {
    if (control.isEmpty()) {
      CompletionStage<JanusHandle> made =
          connection
              .createSession(this::controlLost)
              .thenCompose(
                  session -> {
                    controlSession = Optional.of(session);
                    return session.attach("janus.plugin.videoroom", NO_EVENTS);
                  });
      control = Optional.of(made);
      made.whenComplete(
          (handle, error) -> {
            if (error != null) {
              control = Optional.empty();
            }
          });
    }
    return control
        .get()
        .thenCompose(handle -> handle.message(body, Optional.empty()))
        .thenApply(JanusHandle.PluginMessage::data);
  }

  private static final JanusHandle.Listener NO_EVENTS =
      new JanusHandle.Listener() {
        @Override
        public void onEvent(JanusHandle.PluginMessage message) {
          // Nobody is in a room through this handle.
        }

        @Override
        public void onCore(String kind, Map<String, Object> fields) {
          // It has no PeerConnection.
        }
      };

  /** The rooms went with the Janus that had them, or nobody can steer them any more. */
  private void controlLost(Failure failure) {
    control = Optional.empty();
    controlSession = Optional.empty();
    List<JanusRoom> all = List.copyOf(rooms.values());
    rooms.clear();
    all.forEach(room -> room.lost(failure));
  }

  void forget(JanusRoom room) {
    rooms.remove(room.id(), room);
  }

  void remove(JanusLeg leg) {
    legs.remove(leg.id(), leg);
  }

  private JanusRoom room(RoomId id) {
    JanusRoom room = rooms.get(id);
    if (room == null) {
      throw FailureException.of(Reason.ROOM_NOT_FOUND);
    }
    return room;
  }

  /** What a leg does that answers its client. */
  Activity answering(LegHome home, LegType type, SdpKind kind) {
    requireReady();
    requireCase(type.type(), Role.OFFEREE, kind);
    if (type instanceof LegType.Echo) {
      return new EchoActivity(home);
    } else if (type instanceof LegType.Publish publish) {
      return new PublishActivity(home, room(publish.room()), publications);
    }
    // A proxy is answered through its far side (session.Proxies).
    throw FailureException.of(Reason.INVALID_OPERATION);
  }

  /** What a leg does that offers to its client. */
  Activity offering(LegHome home, LegType type, SdpKind kind, Optional<SessionId> codecPeer) {
    requireReady();
    Optional<SessionId> caller =
        codecPeer.or(
            () ->
                type instanceof LegType.Bridge bridge
                    ? Optional.of(bridge.peer())
                    : Optional.empty());
    boolean farSide = type instanceof LegType.Bridge || type instanceof LegType.Park;
    if (farSide && caller.isPresent()) {
      JanusLeg leg = legs.get(caller.get());
      if (leg == null) {
        throw FailureException.of(Reason.SESSION_NOT_FOUND);
      }
      if (leg.activity().orElse(null) instanceof CallerActivity held) {
        return new FarActivity(home, caller.get(), held.exchange(kind));
      }
      throw FailureException.of(Reason.INCOMPATIBLE_SESSION);
    }
    requireCase(type.type(), Role.OFFERER, kind);
    return new ListenActivity(home, (LegType.Listen) type, this::room, publications);
  }

  private void requireReady() {
    if (!ready()) {
      throw FailureException.of(Reason.NO_MEDIASERVER);
    }
  }

  private static void requireCase(SessionType type, Role role, SdpKind kind) {
    if (!CAPABILITIES.supports(type, role, kind)) {
      throw FailureException.of(
          CAPABILITIES.knows(type) ? Reason.INVALID_OPERATION : Reason.NOT_IMPLEMENTED);
    }
  }

  /** The far side a leg is. */
  Optional<FarActivity> farSide(SessionId id) {
    return Optional.ofNullable(legs.get(id))
        .flatMap(JanusLeg::activity)
        .filter(FarActivity.class::isInstance)
        .map(FarActivity.class::cast);
  }

  /** Ends the connection and the loop; idempotent. Legs must have been closed before. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    // First, so that whoever asks from now on is answered without the loop (completeIfClosed).
    closed = true;
    conversions.close();
    loop.execute(
        () ->
            controlSession
                .map(JanusSession::destroy)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(null, GOODBYE_SECONDS, TimeUnit.SECONDS)
                .thenRunAsync(
                    () -> {
                      connection.close();
                      ended.complete(null);
                      loop.shutdownNow();
                    },
                    loop));
  }
}
