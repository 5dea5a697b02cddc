package io.jackfield.gateway.service;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.room.CreateRoom;
import io.jackfield.gateway.room.Member;
import io.jackfield.gateway.room.MemberRole;
import io.jackfield.gateway.room.RoomInfo;
import io.jackfield.gateway.room.RoomInput;
import io.jackfield.gateway.room.RoomState;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.room.Rooms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;

/** The live rooms of a service, and which session is in which. Any thread. */
final class RoomRegistry implements Rooms, RoomActor.RoomHost {

  private final ServiceParts parts;
  private final Replies replies;
  private final EngineChooser chooser;
  private final BiConsumer<SessionId, Failure> stopSession;
  private final Map<RoomId, RoomActor> rooms = new ConcurrentHashMap<>();
  private final Map<SessionId, Place> places = new ConcurrentHashMap<>();

  /** Where a session is. */
  private record Place(RoomId room, MemberRole role) {}

  RoomRegistry(
      ServiceParts parts,
      Replies replies,
      EngineChooser chooser,
      BiConsumer<SessionId, Failure> stopSession) {
    this.parts = parts;
    this.replies = replies;
    this.chooser = chooser;
    this.stopSession = stopSession;
  }

  int size() {
    return rooms.size();
  }

  List<RoomId> ids() {
    return List.copyOf(rooms.keySet());
  }

  Optional<MediaEngine> engineOf(RoomId id) {
    return Optional.ofNullable(rooms.get(id)).map(RoomActor::engine);
  }

  /** The room a type leads to. */
  Optional<RoomId> roomOf(LegType type) {
    if (type instanceof LegType.Publish t) {
      return Optional.of(t.room());
    } else if (type instanceof LegType.Mcu t) {
      return Optional.of(t.room());
    } else if (type instanceof LegType.Listen t) {
      return roomOf(t.publisher());
    }
    return Optional.empty();
  }

  Optional<RoomId> roomOf(SessionId session) {
    return Optional.ofNullable(places.get(session)).map(Place::room);
  }

  /** Before a session takes a type: its room is there, or is made, or the type is refused. */
  CompletionStage<Void> prepare(LegType type, RoomWish wish, Optional<String> backend) {
    try {
      if (type instanceof LegType.Publish t) {
        return open(t.room(), RoomClass.SFU, wish, wish.create(), backend);
      } else if (type instanceof LegType.Mcu t) {
        return open(t.room(), RoomClass.MCU, wish, true, backend);
      } else if (type instanceof LegType.Listen t) {
        Place publisher = places.get(t.publisher());
        boolean heard =
            publisher != null
                && publisher.role() == MemberRole.PUBLISHER
                && wish.named().map(publisher.room()::equals).orElse(true);
        if (!heard) {
          throw FailureException.of(Reason.INVALID_PUBLISHER);
        }
      }
      return CompletableFuture.completedStage(null);
    } catch (FailureException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private CompletionStage<Void> open(
      RoomId id, RoomClass roomClass, RoomWish wish, boolean create, Optional<String> backend) {
    RoomActor actor = rooms.get(id);
    if (actor == null && !create) {
      throw FailureException.of(Reason.ROOM_NOT_FOUND);
    }
    if (actor == null) {
      CreateRoom request =
          new CreateRoom(
              Optional.of(id), of(roomClass, wish.spec()), backend, CreateRoom.BY_SESSION);
      actor = add(id, request).orElseGet(() -> rooms.get(id));
      if (actor == null) {
        // The name is taken in another service, or was given back this moment.
        throw FailureException.of(Reason.ROOM_ALREADY_EXISTS);
      }
    }
    if (actor.state().spec().roomClass() != roomClass) {
      throw FailureException.of(Reason.INVALID_OPERATION);
    }
    return ask(actor, RoomInput.Open::new).thenApply(done -> null);
  }

  private static RoomSpec of(RoomClass roomClass, RoomSpec spec) {
    return new RoomSpec(
        roomClass,
        spec.audioCodec(),
        spec.videoCodec(),
        spec.bitrate(),
        spec.profile(),
        spec.layout());
  }

  /** Registers a new room; empty when the name is taken. */
  private Optional<RoomActor> add(RoomId id, CreateRoom request) {
    MediaEngine engine = chooser.chooseForRoom(request.spec().roomClass(), request.backend());
    if (!parts.roomNames().claim(id)) {
      return Optional.empty();
    }
    RoomState fresh =
        RoomState.fresh(id, engine.backend(), request, parts.settings().messageLogMax());
    RoomActor actor =
        new RoomActor(this, parts.owners().of(id.value()), parts.clock(), engine, fresh);
    rooms.put(id, actor);
    return Optional.of(actor);
  }

  /** A session's type is in force, or it has none in a room any more. */
  void moved(SessionId session, Optional<String> user, Optional<LegType> type) {
    Place old = places.get(session);
    Optional<RoomId> room = type.flatMap(this::roomOf);
    if (old != null && room.filter(old.room()::equals).isEmpty()) {
      places.remove(session);
      Optional.ofNullable(rooms.get(old.room()))
          .ifPresent(actor -> actor.tell(new RoomInput.Left(session)));
    }
    if (type.isEmpty()) {
      return;
    }
    RoomActor actor = room.map(rooms::get).orElse(null);
    if (actor == null) {
      boolean listener = type.get() instanceof LegType.Listen;
      stopSession.accept(
          session, Failure.of(listener ? Reason.PUBLISHER_STOP : Reason.ROOM_DESTROYED));
      return;
    }
    Member member = member(session, user, type.get());
    actor.tell(new RoomInput.Joined(member));
    places.put(session, new Place(room.get(), member.role()));
  }

  private static Member member(SessionId session, Optional<String> user, LegType type) {
    if (type instanceof LegType.Listen t) {
      return new Member(session, MemberRole.LISTENER, user, Optional.of(t.publisher()));
    }
    MemberRole role =
        type instanceof LegType.Publish ? MemberRole.PUBLISHER : MemberRole.PARTICIPANT;
    return new Member(session, role, user, Optional.empty());
  }

  @Override
  public CompletionStage<RoomId> create(CreateRoom request) {
    RoomId id = request.id().orElseGet(() -> new RoomId(parts.ids().next()));
    try {
      RoomActor actor =
          add(id, request).orElseThrow(() -> FailureException.of(Reason.ROOM_ALREADY_EXISTS));
      return ask(actor, RoomInput.Open::new).thenApply(done -> id);
    } catch (FailureException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  @Override
  public CompletionStage<Void> destroy(RoomId id, Failure failure) {
    return with(id, actor -> ask(actor, token -> new RoomInput.Destroy(token, failure)))
        .thenApply(done -> null);
  }

  @Override
  public CompletionStage<Map<String, Object>> info(RoomId id) {
    return with(id, actor -> CompletableFuture.completedStage(RoomInfo.info(actor.state())));
  }

  @Override
  public CompletionStage<Map<String, Object>> status(RoomId id) {
    return with(
        id,
        actor ->
            CompletableFuture.completedStage(Map.<String, Object>copyOf(actor.state().status())));
  }

  @Override
  public List<Map<String, Object>> list() {
    return rooms.values().stream().map(a -> RoomInfo.brief(a.state())).toList();
  }

  @Override
  public boolean exists(RoomId id) {
    return rooms.containsKey(id);
  }

  @Override
  public CompletionStage<Long> send(
      RoomId id, Map<String, Object> message, String user, String connection) {
    return with(
            id, actor -> ask(actor, token -> new RoomInput.Send(token, message, user, connection)))
        .thenApply(Long.class::cast);
  }

  @Override
  public CompletionStage<List<Map<String, Object>>> messages(RoomId id) {
    return with(id, actor -> CompletableFuture.completedStage(actor.state().messages()));
  }

  @Override
  public CompletionStage<Void> layout(RoomId id, String layout) {
    return with(
        id,
        actor ->
            actor.state().spec().roomClass() == RoomClass.MCU
                ? actor.layout(layout)
                : CompletableFuture.failedStage(FailureException.of(Reason.NO_ACTIVE_ROOM)));
  }

  private <T> CompletionStage<T> with(
      RoomId id, java.util.function.Function<RoomActor, CompletionStage<T>> what) {
    RoomActor actor = rooms.get(id);
    return actor == null
        ? CompletableFuture.failedStage(FailureException.of(Reason.ROOM_NOT_FOUND))
        : what.apply(actor);
  }

  private CompletionStage<Object> ask(RoomActor actor, LongFunction<RoomInput> input) {
    Replies.Reply reply = replies.open();
    actor.tell(input.apply(reply.token()));
    return reply.future();
  }

  @Override
  public void publish(Event event) {
    parts.events().publish(event);
  }

  @Override
  public Replies replies() {
    return replies;
  }

  @Override
  public void stop(SessionId session, Failure failure) {
    stopSession.accept(session, failure);
  }

  @Override
  public void gone(RoomId room) {
    rooms.remove(room);
    parts.roomNames().release(room);
  }

  @Override
  public String serviceName() {
    return parts.name();
  }
}
