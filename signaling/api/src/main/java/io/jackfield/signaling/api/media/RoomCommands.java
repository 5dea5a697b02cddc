package io.jackfield.signaling.api.media;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.room.CreateRoom;
import io.jackfield.gateway.room.Rooms;
import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Alias;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Handler;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.command.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** {@code media/room/*} (media-room.md). */
public final class RoomCommands {

  private static final Field ROOM_ID = Field.id("room_id").required().says("the room");

  private final Service service;
  private final MediaAccess access;

  /**
   * Makes the commands of a service.
   *
   * @param service the service
   * @param access who may use what
   */
  public RoomCommands(Service service, MediaAccess access) {
    this.service = service;
    this.access = access;
  }

  /**
   * The rows of the table.
   *
   * @return in the order of the documents
   */
  public List<Command> commands() {
    return List.of(
        Command.of(
                "media/room/create", "Makes a room", access.create("room"), this::create, fields())
            .replies(Shape.object(Field.id("room_id").required().says("the room")))
            .fails(Reason.ROOM_ALREADY_EXISTS, Reason.NO_MEDIASERVER, Reason.UNKNOWN_BACKEND),
        row("destroy", "Ends a room and its members", access.destroyRoom(), this::destroy),
        row("get_info", "What is known of a room", access.room(), this::getInfo)
            .also(Alias.of("media", "room", "info"))
            .replies(Shape.object(MediaShapes.ROOM_INFO)),
        row("get_status", "Latest status by class", access.room(), this::getStatus)
            .replies(
                Shape.byKey(Field.text("class").required().says("class of the status"))
                    .withOthers()),
        Command.of(
                "media/room/get_list",
                "Rooms of the service",
                access.rooms(),
                this::getList,
                List.of(Field.text("service").otherwise("this one").says("whose rooms")))
            .also(Alias.of("media", "room", "list"))
            .replies(Shape.list(MediaShapes.ROOM_BRIEF.toArray(Field[]::new)))
            .fails(Reason.SERVICE_NOT_FOUND),
        row(
                "msglog_send",
                "Adds a message to a room's log",
                access.room(),
                this::send,
                Field.any("msg").required().says("a text or an object"))
            .replies(
                Shape.object(
                    Field.integer("msg_id", 1, Long.MAX_VALUE).required().says("its number"))),
        row("msglog_get", "The messages of a room, oldest first", access.room(), this::messages)
            .replies(Shape.list(MediaShapes.MESSAGE.toArray(Field[]::new)).withOthers()));
  }

  private static List<Field> fields() {
    return List.of(
        Field.choice("class", "sfu", "mcu")
            .required()
            .says("sfu: publishers and listeners; mcu: a conference"),
        Field.id("room_id").otherwise("a new UUID").says("the id it should have"),
        Field.text("backend").otherwise("the first that has such rooms").says("who carries it"),
        Field.integer("timeout", CreateRoom.SHORTEST.toSeconds(), CreateRoom.LONGEST.toSeconds())
            .orElse(CreateRoom.BY_COMMAND.toSeconds())
            .says("s it lives without members"),
        Field.choice("audio_codec", "opus", "isac32", "isac16", "pcmu", "pcma")
            .orElse("opus")
            .says("forced where the backend can"),
        Field.choice("video_codec", "vp8", "vp9", "h264")
            .orElse("vp8")
            .says("forced where the backend can"),
        Field.integer("bitrate", 0, Integer.MAX_VALUE)
            .orElse(0L)
            .says("kbit/s a publisher may send, 0 = unlimited"));
  }

  private static Command row(
      String cmd, String summary, Permission permission, Handler handler, Field... fields) {
    List<Field> all = new ArrayList<>();
    all.add(ROOM_ID);
    all.addAll(List.of(fields));
    return Command.of("media/room/" + cmd, summary, permission, handler, all)
        .fails(Reason.ROOM_NOT_FOUND);
  }

  private Rooms rooms() {
    return service.rooms();
  }

  private static RoomId id(Invocation request) {
    return new RoomId(request.values().text("room_id"));
  }

  private CompletionStage<Reply> create(Invocation request) {
    Values v = request.values();
    RoomId id = new RoomId(v.maybe("room_id").orElseGet(() -> UUID.randomUUID().toString()));
    RoomSpec spec =
        new RoomSpec(
            RoomClass.ofWire(v.text("class")).orElseThrow(),
            v.maybe("audio_codec"),
            v.maybe("video_codec"),
            v.number("bitrate"),
            Optional.empty(),
            Optional.empty());
    request.holds().object(id.value());
    return rooms()
        .create(
            new CreateRoom(
                Optional.of(id),
                spec,
                SessionCreation.backend(v),
                Duration.ofSeconds(v.number("timeout"))))
        .thenApply(made -> new Reply(Map.of("room_id", made.value())));
  }

  private CompletionStage<Reply> destroy(Invocation request) {
    request.holds().media();
    return rooms()
        .destroy(id(request), Failure.of(Reason.API_STOP))
        .thenApply(nothing -> Reply.EMPTY);
  }

  private CompletionStage<Reply> getInfo(Invocation request) {
    return rooms().info(id(request)).thenApply(Reply::new);
  }

  private CompletionStage<Reply> getStatus(Invocation request) {
    return rooms().status(id(request)).thenApply(Reply::new);
  }

  private CompletionStage<Reply> getList(Invocation request) {
    Optional<String> other =
        request.values().maybe("service").filter(s -> !s.equals(service.name()));
    if (other.isPresent()) {
      throw FailureException.of(Reason.SERVICE_NOT_FOUND);
    }
    return Reply.of(rooms().list());
  }

  private CompletionStage<Reply> send(Invocation request) {
    Identity who = request.who();
    request.holds().object(id(request).value());
    return rooms()
        .send(id(request), message(request.values()), who.user(), who.connection())
        .thenApply(number -> new Reply(Map.of("msg_id", number)));
  }

  /** A text is kept as member {@code msg}, since what is added stands beside it. */
  @SuppressWarnings("unchecked") // JSON objects have string keys
  private static Map<String, Object> message(Values v) {
    Object message = v.get(Object.class, "msg");
    return message instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of("msg", message);
  }

  private CompletionStage<Reply> messages(Invocation request) {
    return rooms().messages(id(request)).thenApply(Reply::new);
  }
}
