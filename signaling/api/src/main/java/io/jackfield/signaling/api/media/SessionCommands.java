package io.jackfield.signaling.api.media;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.session.SessionInfo;
import io.jackfield.gateway.session.Sessions;
import io.jackfield.gateway.signal.Description;
import io.jackfield.signaling.api.command.Alias;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.FieldType;
import io.jackfield.signaling.api.command.FieldTypes;
import io.jackfield.signaling.api.command.Handler;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.command.Validation;
import io.jackfield.signaling.api.command.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** {@code media/session/*} but {@code create}. */
public final class SessionCommands {

  static final Field SESSION_ID = Field.id("session_id").required().says("the session");

  private static final FieldType DIGITS =
      FieldType.of(
          "digits",
          (field, raw) -> {
            String digits = FieldTypes.text(field, raw).toUpperCase(Locale.ROOT);
            if (!digits.matches("[0-9*#A-D]{1,64}")) {
              throw FieldTypes.wrong(field);
            }
            return digits;
          });

  private final Service service;
  private final MediaAccess access;
  private final MediaDefaults defaults;
  private final CallCreation calls;

  /**
   * Makes the commands of a service.
   *
   * @param service the service
   * @param access who may use what
   * @param defaults what sessions get that say nothing else
   * @param calls places the call of a session that is answered by {@code invite}
   */
  public SessionCommands(
      Service service, MediaAccess access, MediaDefaults defaults, CallCreation calls) {
    this.service = service;
    this.access = access;
    this.defaults = defaults;
    this.calls = calls;
  }

  /**
   * The rows of the table.
   *
   * @return in the order of the documents
   */
  public List<Command> commands() {
    List<Command> rows = new ArrayList<>();
    rows.add(new SessionCreation(service, access, defaults).command());
    rows.add(
        row("destroy", "Ends a session", this::destroy, reasonFields())
            .also(
                Alias.of("media", "session", "stop"),
                Alias.bare("media", "stop_session"),
                Alias.bare("nkmedia", "stop_session")));
    rows.add(
        row("set_offer", "Gives a blank session its offer", this::setOffer, offerFields())
            .also(Alias.bare("nkmedia", "session_offer").requiring("op"))
            .replies(Shape.object(SessionCreation.MADE))
            .fails(SessionCreation.NEGOTIATING)
            .fails(SessionCreation.CHOOSING)
            .fails(Reason.OFFER_ALREADY_SET));
    rows.add(
        row("set_answer", "Gives the client's answer", this::setAnswer, answerFields())
            .also(
                Alias.bare("nkmedia", "session_answer").requiring("op"),
                Alias.bare("media", "answer_session"))
            .replies(
                Shape.object(
                    Descriptions.field("answer").says("of a proxy: the caller's answer"),
                    Field.id("call_id").says("with op invite: the call"),
                    Field.id("session_id").says("with op invite: the session, again")))
            .fails(SessionCreation.NEGOTIATING)
            .fails(SessionCreation.CHOOSING)
            .fails(Reason.OFFER_NOT_SET, Reason.ANSWER_ALREADY_SET));
    rows.add(
        row("get_offer", "Waits for the offer", this::getOffer, List.of())
            .replies(Shape.object(Descriptions.field("offer").required().says("the offer")))
            .fails(Reason.SESSION_STOP, Reason.SESSION_FAILED, Reason.INVALID_OPERATION));
    rows.add(
        row("get_answer", "Waits for the answer", this::getAnswer, List.of())
            .replies(Shape.object(Descriptions.field("answer").required().says("the answer")))
            .fails(Reason.SESSION_STOP, Reason.SESSION_FAILED, Reason.INVALID_OPERATION));
    rows.add(
        row("update_media", "Mutes and limits", this::updateMedia, updateFields())
            .also(
                Alias.of("media", "session", "update").requiring("type"),
                Alias.bare("media", "update_session"))
            .replies(
                Shape.object(
                    Field.id("publisher_id").says("listen_switch: the new publisher"),
                    Field.id("room_id").says("listen_switch: its room"),
                    Field.id("room").says("room_id again, as older clients read it")))
            .fails(
                Reason.INVALID_OPERATION,
                Reason.INVALID_STATE,
                Reason.INVALID_PUBLISHER,
                Reason.DIFFERENT_MEDIASERVER,
                Reason.INCOMPATIBLE_SESSION,
                Reason.SESSION_STOP,
                Reason.SESSION_FAILED));
    rows.add(
        row("set_type", "Changes the type", this::setType, typeFields())
            .replies(typeReply())
            .fails(SessionCreation.NEGOTIATING)
            .fails(Reason.ROOM_NOT_FOUND, Reason.INVALID_PUBLISHER, Reason.DIFFERENT_MEDIASERVER));
    rows.addAll(new SessionActions(service, access).commands());
    rows.add(
        row("send_dtmf", "Sends digits to the client", this::sendDtmf, dtmfFields())
            .fails(Reason.INVALID_OPERATION, Reason.SESSION_STOP));
    rows.add(
        row(
                "set_candidate",
                "A candidate of the client",
                this::setCandidate,
                Descriptions.candidateFields())
            .fails(Reason.INVALID_OPERATION, Reason.SESSION_STOP));
    rows.add(
        row("set_candidate_end", "No more candidates", this::setCandidateEnd, List.of())
            .fails(Reason.INVALID_OPERATION, Reason.SESSION_STOP));
    rows.add(
        row("get_info", "What is known of a session", this::getInfo, List.of())
            .also(Alias.of("media", "session", "info"))
            .replies(Shape.object(MediaShapes.SESSION_INFO))
            .fails(Reason.SESSION_STOP));
    rows.add(
        row("get_status", "Latest status by class", this::getStatus, List.of())
            .replies(
                Shape.byKey(Field.text("class").required().says("class of the status"))
                    .withOthers())
            .fails(Reason.SESSION_STOP));
    rows.add(
        Command.of(
                "media/session/get_list",
                "Sessions of the service; a user's own",
                Permission.LOGGED_IN,
                this::getList,
                List.of())
            .replies(Shape.list(Field.id("session_id").required().says("a session"))));
    return List.copyOf(rows);
  }

  private Command row(String cmd, String summary, Handler handler, List<Field> fields) {
    List<Field> all = new ArrayList<>();
    all.add(SESSION_ID);
    all.addAll(fields);
    return Command.of("media/session/" + cmd, summary, access.session(), handler, all)
        .fails(Reason.SESSION_NOT_FOUND);
  }

  private static Shape typeReply() {
    return Shape.object(
        Field.id("peer_id").says("of bridge and connect"),
        Field.id("room_id").says("of publish and mcu"),
        Field.id("room").says("room_id again, as older clients read it"),
        Field.id("publisher_id").says("of listen"),
        Field.text("layout").says("of mcu"),
        Field.text("uri").says("of play"),
        Field.integer("loops", 0, Integer.MAX_VALUE).says("of play"),
        Field.choice("sdp_type", "webrtc", "rtp").says("of proxy"));
  }

  /** The optional reason for ending something. */
  static List<Field> reasonFields() {
    return List.of(
        Field.integer("code", 0, Integer.MAX_VALUE)
            .otherwise("that of the reason")
            .says("why, as a number; 0..127 is a Q.850 cause"),
        Field.text("reason").alias("error").otherwise("that of the code").says("why, in words"));
  }

  private static List<Field> offerFields() {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.text("op").orElse("sdp").says("sdp: the offer as it is"));
    fields.add(Descriptions.field("offer").says("the offer; with op sdp it must hold an sdp"));
    fields.add(
        Field.typed("sdp_type", Descriptions.KIND)
            .alias("proxy_type")
            .otherwise("webrtc")
            .says("with op proxy: kind of the far leg"));
    fields.addAll(SessionTypes.typeFields());
    return fields;
  }

  private static List<Field> answerFields() {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.text("op").orElse("sdp").says("sdp: the answer as it is"));
    fields.add(Descriptions.field("answer").says("the answer; with op sdp it must hold an sdp"));
    fields.add(Field.text("type").says("with op invite: kind of destinations"));
    fields.add(Field.text("callee").says("with op invite: who is called"));
    fields.addAll(SessionTypes.typeFields());
    return fields;
  }

  private static List<Field> updateFields() {
    List<Field> fields = new ArrayList<>();
    fields.add(
        Field.choice("type", "media", "listen_switch")
            .alias("update_type")
            .says("what is updated"));
    fields.addAll(SessionTypes.mediaFields());
    fields.add(
        Field.id("publisher_id").alias("publisher").says("listen_switch: the new publisher"));
    return fields;
  }

  static List<Field> dtmfFields() {
    return List.of(
        Field.typed("digits", DIGITS).required().alias("digit").says("one or more of 0-9 * # A-D"));
  }

  private static List<Field> typeFields() {
    List<Field> fields = new ArrayList<>();
    fields.add(SessionTypes.typeField().required().says("the new type"));
    fields.addAll(SessionTypes.typeFields());
    return fields;
  }

  private Sessions sessions() {
    return service.sessions();
  }

  private static SessionId id(Invocation request) {
    return new SessionId(request.values().text("session_id"));
  }

  private static CompletionStage<Reply> empty(CompletionStage<Void> done) {
    return done.thenApply(nothing -> Reply.EMPTY);
  }

  private CompletionStage<Reply> destroy(Invocation request) {
    Values v = request.values();
    // Linked sessions stop too, so more than one object is concerned.
    request.holds().media();
    return empty(
        sessions()
            .destroy(
                id(request),
                Failure.ofClient(SessionTypes.code(v), v.maybe("reason"), Reason.USER_STOP)));
  }

  private CompletionStage<Reply> setOffer(Invocation request) {
    Values v = request.values();
    request.holds().object(id(request).value());
    if (v.text("op").equals("sdp")) {
      return empty(sessions().setOffer(id(request), given(v, "offer")));
    }
    LegType type = operation(v);
    Optional<Description> offer = v.find(Description.class, "offer").map(Descriptions::withSdp);
    return sessions()
        .setOffer(id(request), type, offer, SessionTypes.room(type, v))
        .thenApply(
            made ->
                SessionCreation.reply(made, Optional.of(type).flatMap(sessions()::roomOf), false));
  }

  private CompletionStage<Reply> setAnswer(Invocation request) {
    Values v = request.values();
    request.holds().object(id(request).value());
    return switch (v.text("op")) {
      case "sdp" ->
          sessions()
              .setAnswer(id(request), given(v, "answer"))
              .thenApply(made -> made.map(SessionCommands::answer).orElse(Reply.EMPTY));
      case "invite" -> calls.invite(request, id(request));
      default -> {
        LegType type = operation(v);
        yield sessions()
            .setAnswer(id(request), type, SessionTypes.room(type, v))
            .thenApply(SessionCommands::answer);
      }
    };
  }

  private static Reply answer(Description made) {
    return new Reply(Map.of("answer", SessionInfo.body(made)));
  }

  /** Operations other than {@code sdp} are session types: an engine makes the description. */
  private static LegType operation(Values v) {
    return SessionType.ofWire(v.text("op"))
        .flatMap(type -> SessionTypes.read(type, v))
        .orElseThrow(() -> FailureException.of(Reason.NOT_IMPLEMENTED));
  }

  private static Description given(Values v, String field) {
    return Descriptions.withSdp(
        v.find(Description.class, field).orElseThrow(() -> Validation.missing(field)));
  }

  private CompletionStage<Reply> getOffer(Invocation request) {
    return sessions()
        .offer(id(request))
        .thenApply(offer -> new Reply(Map.of("offer", SessionInfo.body(offer))));
  }

  private CompletionStage<Reply> getAnswer(Invocation request) {
    return sessions()
        .answer(id(request))
        .thenApply(answer -> new Reply(Map.of("answer", SessionInfo.body(answer))));
  }

  private CompletionStage<Reply> updateMedia(Invocation request) {
    Values v = request.values();
    request.holds().object(id(request).value());
    if (v.maybe("type").filter("listen_switch"::equals).isPresent()) {
      return changed(request, SessionTypes.read(SessionType.LISTEN, v).orElseThrow());
    }
    CompletionStage<Void> updated =
        sessions().updateMedia(id(request), SessionTypes.media(request.values()));
    Optional<Boolean> record = v.find(Boolean.class, "record");
    return empty(
        record.isEmpty()
            ? updated
            : updated.thenCompose(done -> record(id(request), record.get())));
  }

  /** The older form: true begins a file, false ends it; what does not run has ended already. */
  private CompletionStage<Void> record(SessionId id, boolean on) {
    if (on) {
      return sessions().startRecorder(id, Optional.empty()).thenApply(reply -> null);
    }
    return sessions()
        .recorder(id, new RecorderAction.Stop())
        .handle(
            (reply, error) -> {
              Throwable cause = error instanceof CompletionException ? error.getCause() : error;
              if (cause instanceof FailureException f
                  && f.failure().is(Reason.NO_ACTIVE_RECORDER)) {
                return null;
              } else if (cause instanceof RuntimeException e) {
                throw e;
              }
              return null;
            });
  }

  private CompletionStage<Reply> sendDtmf(Invocation request) {
    return empty(sessions().sendDtmf(id(request), request.values().text("digits")));
  }

  private CompletionStage<Reply> setType(Invocation request) {
    // No session loses its engine by a change of type.
    LegType type =
        SessionTypes.read(request.values())
            .orElseThrow(() -> FailureException.of(Reason.INVALID_OPERATION));
    request.holds().media();
    return changed(request, type);
  }

  private CompletionStage<Reply> changed(Invocation request, LegType type) {
    return sessions()
        .setType(id(request), type, SessionTypes.room(type, request.values()))
        .thenApply(
            nothing -> {
              Map<String, Object> body = SessionInfo.typeBody(type);
              body.remove("type");
              sessions()
                  .roomOf(type)
                  .ifPresent(
                      room -> {
                        body.put("room_id", room.value());
                        body.put("room", room.value());
                      });
              return new Reply(body);
            });
  }

  private CompletionStage<Reply> setCandidate(Invocation request) {
    Optional<TrickleCandidate> candidate = Descriptions.candidate(request.values());
    return empty(
        candidate.isPresent()
            ? sessions().candidate(id(request), candidate.get())
            : sessions().endOfCandidates(id(request)));
  }

  private CompletionStage<Reply> setCandidateEnd(Invocation request) {
    return empty(sessions().endOfCandidates(id(request)));
  }

  private CompletionStage<Reply> getInfo(Invocation request) {
    return sessions().info(id(request)).thenApply(Reply::new);
  }

  private CompletionStage<Reply> getStatus(Invocation request) {
    return sessions().status(id(request)).thenApply(Reply::new);
  }

  private CompletionStage<Reply> getList(Invocation request) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (SessionId id : sessions().list(access.listed(request.who()))) {
      list.add(Map.of("session_id", id.value()));
    }
    return Reply.of(list);
  }
}
