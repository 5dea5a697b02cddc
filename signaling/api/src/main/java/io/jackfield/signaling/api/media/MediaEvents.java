package io.jackfield.signaling.api.media;

import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.ServerRequest;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.event.EventRow;
import java.util.List;

/** The events of class {@code media} and the requests that concern calls, as data (events.md). */
public final class MediaEvents {

  private static final Field CALLEE = Field.object("callee").says("what the callee shows");

  private static final Field BY =
      Field.choice("by", "caller", "callee").required().says("which of the two");

  private MediaEvents() {}

  /**
   * The rows of the event table.
   *
   * @return in the order of the documents
   */
  public static List<EventRow> rows() {
    return List.of(
        session("created", "first of all", Shape.object(MediaShapes.SESSION_INFO)),
        session(
            "offer",
            "the offer is final, from whichever side",
            Shape.object(Descriptions.field("offer").required().says("the offer"))),
        session(
            "answer",
            "the answer is final, from whichever side",
            Shape.object(Descriptions.field("answer").required().says("the answer"))),
        session(
            "type",
            "the type or its fields changed",
            Shape.object(SessionTypes.typeField().required().says("the new type")).withOthers()),
        session("candidate", "a candidate for the client", MediaShapes.CANDIDATE),
        session("candidate_end", "no more candidates for the client", Shape.NOTHING),
        session(
            "status",
            "a report of the engine",
            Shape.object(
                    Field.text("class").required().says("webrtc, media, slow_link, recorder, ..."),
                    Field.text("status").says("up, down, started, ended, ..."),
                    Field.text("media").says("audio, video or data"))
                .withOthers()),
        session(
            "info",
            "something an application may want to know, e.g. a digit",
            Shape.object(
                    Field.text("info").required().says("what it is about, e.g. dtmf"),
                    Field.text("digit").says("the digit heard (RFC 4733)"))
                .withOthers()),
        session("destroyed", "last of all", Shape.object(MediaShapes.ENDING)),
        call("ringing", "a destination rings; may repeat", Shape.object(CALLEE)),
        call("accepted", "a destination has accepted; once", Shape.object(CALLEE)),
        call(
            "answer",
            "the caller's answer is there; to the caller alone",
            Shape.object(
                Field.id("session_id").says("the caller's media session, in a managed call"),
                Descriptions.field("answer").says("to apply to the caller's offer"),
                CALLEE)),
        call(
            "early_answer",
            "a destination plays something before it answers; to the caller alone, who applies it"
                + " and gets the same again as answer",
            Shape.object(
                Descriptions.field("answer").required().says("to apply to the caller's offer"),
                CALLEE)),
        call(
            "candidate",
            "a candidate of the other side; to the leg's owner alone",
            MediaShapes.CANDIDATE),
        call("candidate_end", "no more candidates; to the leg's owner alone", Shape.NOTHING),
        call("hold", "a party holds the call", Shape.object(BY)),
        call("unhold", "it has taken the call back", Shape.object(BY)),
        call(
            "transfer",
            "a party is transferred: started, ringing, done or failed",
            Shape.object(
                Field.choice("state", "started", "ringing", "done", "failed")
                    .required()
                    .says("how far it is"),
                BY,
                Field.choice("kind", "blind", "attended", "replaced")
                    .required()
                    .says("by a call, by another call, or by a party that came itself"),
                Field.text("target").required().says("to whom"),
                Field.integer("code", 0, Integer.MAX_VALUE).says("failed: why"),
                Field.text("reason").says("failed: why"))),
        call(
            "moved",
            "to one party: its call goes on as another call, whose events it hears",
            Shape.object(Field.id("call_id").required().says("the other call"))),
        call(
            "dtmf",
            "a party pressed a key, in media or in signalling",
            Shape.object(Field.text("digit").required().says("one of 0-9 * # A-D"), BY)),
        call(
            "hangup",
            "last of all; to one callee alone when only that one is released",
            MediaShapes.callEnding()),
        room("created", "first of all", Shape.object(MediaShapes.ROOM_INFO)),
        room(
            "started_member",
            "a session joined, or a listener hears another publisher",
            Shape.object(MediaShapes.MEMBER)),
        room("stopped_member", "a session left", Shape.object(MediaShapes.MEMBER)),
        room(
            "status",
            "a report of the engine",
            Shape.object(Field.text("class").required().says("slow_link, ...")).withOthers()),
        room(
            "msglog_new_msg",
            "a message was added to the log",
            Shape.object(MediaShapes.MESSAGE).withOthers()),
        room("destroyed", "last of all", Shape.object(MediaShapes.ENDING)));
  }

  /**
   * What the gateway asks of its clients.
   *
   * @return in the order of the documents
   */
  public static List<ServerRequest> requests() {
    return List.of(
        new ServerRequest(
            "media/call/invite",
            "Offers a call; ok means the client decides later, an error refuses",
            List.of(
                Field.id("call_id").required().says("the call"),
                Field.text("type").required().says("user or session: how the client was found"),
                Field.text("user").says("the matched user, with type user"),
                Field.text("session").says("the matched connection, with type session"),
                Field.id("session_id").says("the callee's media session, in a managed call"),
                Descriptions.field("offer").says("the offer, if the call has one"),
                Field.object("caller").required().says("what the caller shows")),
            Shape.object(
                Field.bool("subscribe")
                    .orElse(true)
                    .says("whether to hear the call's events from now on"),
                Field.object("event_body").says("merged into those events"))));
  }

  private static EventRow session(String type, String when, Shape body) {
    return new EventRow("media/session/" + type, "the media session", when, body);
  }

  private static EventRow room(String type, String when, Shape body) {
    return new EventRow("media/room/" + type, "the room", when, body);
  }

  private static EventRow call(String type, String when, Shape body) {
    return new EventRow("media/call/" + type, "the call", when, body);
  }
}
