package io.jackfield.signaling.api.media;

import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.session.CreateSession;
import io.jackfield.gateway.session.SessionInfo;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.gateway.session.Sessions.Created;
import io.jackfield.gateway.signal.Description;
import io.jackfield.signaling.api.command.Alias;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.command.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** {@code media/session/create} with its reply now or when the backend has spoken. */
final class SessionCreation {

  private static final int LONGEST_SECONDS = 10 * 365 * 86_400;

  /** Whatever an engine or a linked session may have against a description. */
  static final Reason[] NEGOTIATING = {
    Reason.INVALID_VALUE,
    Reason.MISSING_SDP,
    Reason.INVALID_SDP,
    Reason.INVALID_OPERATION,
    Reason.INCOMPATIBLE_SESSION,
    Reason.NOT_ACCEPTABLE,
    Reason.SESSION_FAILED,
    Reason.SESSION_STOP
  };

  /** Why no engine may be found for a session. */
  static final Reason[] CHOOSING = {
    Reason.ROOM_NOT_FOUND,
    Reason.INVALID_PUBLISHER,
    Reason.UNKNOWN_BACKEND,
    Reason.NO_MEDIASERVER,
    Reason.DIFFERENT_MEDIASERVER
  };

  /** What an engine makes of a session, besides its id. */
  static final List<Field> MADE =
      List.of(
          Descriptions.field("offer").says("with wait_reply and no offer given, or of a proxy"),
          Descriptions.field("answer").says("with wait_reply and an offer given"),
          Field.id("room_id").says("of publish, listen and mcu"),
          Field.id("room").says("room_id again, as older clients read it"));

  private final Service service;
  private final MediaAccess access;
  private final MediaDefaults defaults;

  SessionCreation(Service service, MediaAccess access, MediaDefaults defaults) {
    this.service = service;
    this.access = access;
    this.defaults = defaults;
  }

  Command command() {
    List<Field> fields = new ArrayList<>();
    fields.add(SessionTypes.typeField().required().says("what the session does"));
    fields.add(Field.id("session_id").otherwise("a new UUID").says("the id it should have"));
    fields.add(
        Descriptions.field("offer").otherwise("the gateway offers").says("the client's offer"));
    fields.add(Descriptions.field("answer").says("with the offer, p2p alone: ready at once"));
    fields.add(Field.bool("wait_reply").orElse(false).says("reply with the offer or answer made"));
    fields.addAll(negotiationFields());
    fields.add(Field.id("master_id").says("become the slave of that session"));
    fields.add(Field.id("peer").says("older form of master_id, with set_master_answer true"));
    fields.add(
        Field.bool("set_master_answer").orElse(false).says("this answer is also the master's"));
    fields.add(
        Field.bool("stop_after_peer").orElse(true).says("stop when the linked session stops"));
    fields.add(
        Field.integer("wait_timeout", 1, LONGEST_SECONDS)
            .orElse(defaults.waiting().toSeconds())
            .says("s it may lack its offer or answer"));
    fields.add(
        Field.integer("ready_timeout", 1, LONGEST_SECONDS)
            .orElse(defaults.ready().toSeconds())
            .says("s it may last"));
    fields.add(
        Field.integer("ring_timeout", 1, 180)
            .alias("ring_time")
            .orElse(defaults.ring().toSeconds())
            .says("s a call may ring that uses it"));
    fields.add(Field.bool("hangup_after_error").orElse(true).says("end it when the engine fails"));
    fields.add(Field.bool("subscribe").orElse(true).says("hear its events"));
    fields.add(Field.object("event_body").alias("events_body").says("merged into its events"));
    SessionTypes.mediaFields().stream()
        .map(
            field ->
                field.name().equals("bitrate")
                    ? field.otherwise("the service's default_bitrate")
                    : field)
        .forEach(fields::add);
    fields.addAll(SessionTypes.typeFields());
    return Command.of(
            "media/session/create",
            "Makes a media session",
            access.create("session"),
            this::create,
            fields)
        .also(
            Alias.bare("nkmedia", "create_session").with("type", "p2p"),
            Alias.of("media", "session", "start").with("wait_reply", true),
            Alias.bare("media", "start_session").with("wait_reply", true),
            Alias.bare("media", "create_session").with("wait_reply", true))
        .replies(
            Shape.object(
                Stream.concat(
                        Stream.of(Field.id("session_id").required().says("the session")),
                        MADE.stream())
                    .toList()))
        .fails(NEGOTIATING)
        .fails(CHOOSING)
        .fails(
            Reason.SESSION_ALREADY_EXISTS,
            Reason.SESSION_NOT_FOUND,
            Reason.PEER_STOPPED,
            Reason.OFFER_NOT_SET);
  }

  /** What sessions and calls have in common. */
  static List<Field> negotiationFields() {
    return List.of(
        Field.text("backend")
            .otherwise("chosen by type; of calls p2p")
            .says("who carries the media: p2p, embedded, ..."),
        Field.typed("sdp_type", Descriptions.KIND)
            .alias("proxy_type")
            .otherwise("webrtc, or what the far leg is known to speak")
            .says("kind of description the engine makes"),
        Field.bool("no_offer_trickle_ice").orElse(false).says("hold the offer for its candidates"),
        Field.bool("no_answer_trickle_ice")
            .orElse(false)
            .says("hold the answer for its candidates"),
        Field.integer("trickle_ice_timeout", 100, 30_000)
            .orElse(5_000L)
            .says("ms to wait for candidates"));
  }

  /** The older names of the engines mean the newer ones (README, "Fields"). */
  static Optional<String> backend(Values v) {
    return v.maybe("backend")
        .map(
            name ->
                switch (name) {
                  case "nkmedia_janus" -> "janus";
                  case "nkmedia_fs", "fs" -> "freeswitch";
                  case "nkmedia_kms", "kms" -> "kurento";
                  default -> name;
                });
  }

  private CompletionStage<Reply> create(Invocation request) {
    Values v = request.values();
    SessionId id =
        new SessionId(v.maybe("session_id").orElseGet(() -> UUID.randomUUID().toString()));
    CreateSession wanted = wanted(id, v, request.who());
    if (service.sessions().exists(id)) {
      throw FailureException.of(Reason.SESSION_ALREADY_EXISTS);
    }
    request.holds().newObject(id.value());
    wanted
        .type()
        .filter(LegType.Bridge.class::isInstance)
        .map(LegType.Bridge.class::cast)
        .ifPresent(t -> request.holds().object(t.peer().value()));
    Client client = request.client();
    Subscription topic = Subscription.toObject(service.name(), "media", "session", id.value());
    if (v.flag("subscribe")) {
      service.events().subscribe(client, topic, v.object("event_body"));
    }
    CompletionStage<Reply> reply =
        v.flag("wait_reply")
            ? service
                .sessions()
                .createAndWait(wanted)
                .thenApply(made -> reply(made, room(wanted), true))
            : service
                .sessions()
                .create(wanted)
                .thenApply(
                    made ->
                        reply(
                            new Created(made, Optional.empty(), Optional.empty()),
                            room(wanted),
                            true));
    return reply.whenComplete(
        (made, error) -> {
          if (error != null) {
            service.events().unsubscribe(client, topic);
          }
        });
  }

  private CreateSession wanted(SessionId id, Values v, Identity who) {
    Optional<Description> offer = v.find(Description.class, "offer").map(Descriptions::withSdp);
    Optional<Description> answer = v.find(Description.class, "answer").map(Descriptions::withSdp);
    Optional<LegType> type = SessionTypes.read(v);
    if (answer.isPresent() && type.isPresent()) {
      throw FailureException.of(Reason.INVALID_OPERATION);
    }
    if (answer.isPresent() && offer.isEmpty()) {
      throw FailureException.of(Reason.OFFER_NOT_SET);
    }
    return new CreateSession(
        Optional.of(id),
        type,
        offer,
        answer,
        backend(v),
        v.find(SdpKind.class, "sdp_type").orElse(SdpKind.WEBRTC),
        v.flag("no_offer_trickle_ice"),
        v.flag("no_answer_trickle_ice"),
        Duration.ofMillis(v.number("trickle_ice_timeout")),
        // Without an engine the only peer there can be is the session to link with.
        v.maybe("master_id")
            .or(() -> v.maybe("peer"))
            .or(() -> type.isEmpty() ? v.maybe("peer_id") : Optional.empty())
            .map(SessionId::new),
        v.has("set_master_answer") ? v.flag("set_master_answer") : v.has("peer"),
        v.flag("stop_after_peer"),
        new CreateSession.Timeouts(
            Duration.ofSeconds(v.number("wait_timeout")),
            Duration.ofSeconds(v.number("ready_timeout")),
            Duration.ofSeconds(v.number("ring_timeout"))),
        v.flag("hangup_after_error"),
        SessionTypes.media(v, defaults.bitrate()),
        Optional.of(new SessionOwner(who.connection(), Optional.of(who.user()))),
        type.map(t -> SessionTypes.room(t, v)).orElse(RoomWish.NONE),
        v.find(Boolean.class, "record").orElse(false));
  }

  private Optional<RoomId> room(CreateSession wanted) {
    return wanted.type().flatMap(service.sessions()::roomOf);
  }

  /** What came of a new session, or of one that was put on an engine later. */
  static Reply reply(Created made, Optional<RoomId> room, boolean isNew) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (isNew) {
      data.put("session_id", made.id().value());
    }
    made.offer().ifPresent(offer -> data.put("offer", SessionInfo.body(offer)));
    made.answer().ifPresent(answer -> data.put("answer", SessionInfo.body(answer)));
    room.ifPresent(
        id -> {
          data.put("room_id", id.value());
          data.put("room", id.value());
        });
    return new Reply(data);
  }
}
