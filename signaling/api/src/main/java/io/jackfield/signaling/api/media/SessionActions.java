package io.jackfield.signaling.api.media;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.command.Validation;
import io.jackfield.signaling.api.command.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code recorder_action}, {@code player_action} and {@code room_action} of sessions. */
final class SessionActions {

  private static final int MAX = Integer.MAX_VALUE;
  private static final List<String> RECORDER =
      List.of("start", "stop", "pause", "resume", "get_actions");
  private static final List<String> PLAYER =
      List.of(
          "start",
          "stop",
          "pause",
          "resume",
          "get_info",
          "get_position",
          "set_position",
          "get_actions");
  private static final List<String> ROOM = List.of("layout", "get_actions");

  private final Service service;
  private final MediaAccess access;

  SessionActions(Service service, MediaAccess access) {
    this.service = service;
    this.access = access;
  }

  /** The rows of the table. */
  List<Command> commands() {
    return List.of(
        row("recorder_action", "Steers the recorder", this::recorder, RECORDER)
            .replies(
                Shape.object(
                        Field.text("uri").says("start: the file"),
                        Field.text("url").says("start: where the operator's web server shows it"),
                        Field.any("actions").says("get_actions: what there is"))
                    .withOthers())
            .fails(
                Reason.INVALID_ACTION,
                Reason.INVALID_URI,
                Reason.NO_ACTIVE_RECORDER,
                Reason.SESSION_STOP),
        row("player_action", "Steers the player", this::player, PLAYER)
            .replies(
                Shape.object(
                        Field.text("uri").says("start: what is played"),
                        Field.integer("loops", 0, MAX).says("start: how often"),
                        Field.integer("duration", 0, Long.MAX_VALUE).says("get_info: ms"),
                        Field.bool("is_seekable").says("get_info: set_position works"),
                        Field.integer("first_position", 0, Long.MAX_VALUE).says("get_info: ms"),
                        Field.integer("last_position", 0, Long.MAX_VALUE).says("get_info: ms"),
                        Field.integer("position", 0, Long.MAX_VALUE).says("get_position: ms"),
                        Field.any("actions").says("get_actions: what there is"))
                    .withOthers())
            .fails(
                Reason.INVALID_ACTION,
                Reason.INVALID_URI,
                Reason.NO_ACTIVE_PLAYER,
                Reason.SESSION_STOP),
        Command.of(
                "media/session/room_action",
                "Steers the room a session is in",
                access.sessionOrRoom(),
                this::room,
                List.of(
                    Field.id("session_id").says("a member of the conference"),
                    Field.id("room_id").says("or the conference itself"),
                    action(ROOM),
                    Field.text("layout")
                        .says("layout: the new one; embedded: loudest, or member:<session_id>"),
                    Field.object("data").says("older place of layout")))
            .replies(Shape.object(Field.any("actions").says("get_actions: what there is")))
            .fails(
                Reason.INVALID_ACTION,
                Reason.NO_ACTIVE_ROOM,
                Reason.ROOM_NOT_FOUND,
                Reason.SESSION_NOT_FOUND,
                Reason.SESSION_STOP));
  }

  private Command row(
      String cmd,
      String summary,
      io.jackfield.signaling.api.command.Handler handler,
      List<String> actions) {
    List<Field> fields =
        cmd.equals("player_action")
            ? List.of(
                SessionCommands.SESSION_ID,
                action(actions),
                Field.text("uri").says("start: the file to play"),
                Field.integer("loops", 0, MAX).says("start: how often, 0 = for ever"),
                Field.integer("position", 0, MAX).says("set_position: ms"))
            : List.of(
                SessionCommands.SESSION_ID,
                action(actions),
                Field.text("uri").says("start: a file inside the record directory"));
    return Command.of("media/session/" + cmd, summary, access.session(), handler, fields)
        .fails(Reason.SESSION_NOT_FOUND);
  }

  private static Field action(List<String> actions) {
    return Field.text("action").orElse("get_actions").says(String.join(", ", actions));
  }

  private static FailureException invalid(String action) {
    return FailureException.of(Reason.INVALID_ACTION, action);
  }

  private static CompletionStage<Reply> actions(List<String> actions) {
    return Reply.of(Map.of("actions", actions));
  }

  private CompletionStage<Reply> recorder(Invocation request) {
    Values v = request.values();
    SessionId id = new SessionId(v.text("session_id"));
    request.holds().object(id.value());
    String action = v.text("action");
    CompletionStage<Map<String, Object>> done =
        switch (action) {
          case "start" -> service.sessions().startRecorder(id, v.maybe("uri"));
          case "stop" -> service.sessions().recorder(id, new RecorderAction.Stop());
          case "pause" -> service.sessions().recorder(id, new RecorderAction.Pause());
          case "resume" -> service.sessions().recorder(id, new RecorderAction.Resume());
          case "get_actions" -> null;
          default -> throw invalid(action);
        };
    return done == null ? actions(RECORDER) : done.thenApply(Reply::new);
  }

  private CompletionStage<Reply> player(Invocation request) {
    Values v = request.values();
    SessionId id = new SessionId(v.text("session_id"));
    request.holds().object(id.value());
    String action = v.text("action");
    if (action.equals("get_actions")) {
      return actions(PLAYER);
    }
    return service.sessions().player(id, playerAction(action, v)).thenApply(Reply::new);
  }

  private static PlayerAction playerAction(String action, Values v) {
    return switch (action) {
      case "start" ->
          new PlayerAction.Start(
              v.maybe("uri").orElseThrow(() -> Validation.missing("uri")),
              SessionTypes.integer(v, "loops"));
      case "stop" -> new PlayerAction.Stop();
      case "pause" -> new PlayerAction.Pause();
      case "resume" -> new PlayerAction.Resume();
      case "get_info" -> new PlayerAction.GetInfo();
      case "get_position" -> new PlayerAction.GetPosition();
      case "set_position" ->
          new PlayerAction.SetPosition(
              Duration.ofMillis(
                  SessionTypes.integer(v, "position")
                      .orElseThrow(() -> Validation.missing("position"))));
      default -> throw invalid(action);
    };
  }

  private CompletionStage<Reply> room(Invocation request) {
    Values v = request.values();
    String action = v.text("action");
    if (action.equals("get_actions")) {
      return actions(ROOM);
    }
    if (!action.equals("layout")) {
      throw invalid(action);
    }
    String layout =
        v.maybe("layout")
            .or(
                () ->
                    Optional.ofNullable(v.object("data").get("layout"))
                        .filter(String.class::isInstance)
                        .map(String.class::cast))
            .orElseThrow(() -> Validation.missing("layout"));
    Optional<String> session = v.maybe("session_id");
    CompletionStage<Void> done =
        session.isPresent()
            ? service.sessions().layout(new SessionId(session.get()), layout)
            : service.rooms().layout(new RoomId(v.maybe("room_id").orElseThrow()), layout);
    return done.thenApply(nothing -> Reply.EMPTY);
  }
}
