package io.jackfield.signaling.api.media;

import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Shape;
import java.util.ArrayList;
import java.util.List;

/** What replies and events show of sessions and calls; the bodies themselves come from gateway. */
final class MediaShapes {

  private static final int MAX = Integer.MAX_VALUE;

  /** Everything known of a session. */
  static final List<Field> SESSION_INFO =
      List.of(
          Field.id("session_id").required().says("the session"),
          SessionTypes.typeField().required().says("its type"),
          Field.id("peer_id").says("the session it is joined to or receives"),
          Field.id("room_id").says("the room it is in"),
          Field.id("publisher_id").says("the session it listens to"),
          Field.text("layout").says("layout it asked for"),
          Field.text("uri").says("what it plays"),
          Field.integer("loops", 0, MAX).says("how often it plays it"),
          Field.choice("sdp_type", "webrtc", "rtp").says("of a proxy: kind of the far leg"),
          Field.object("type_ext").says("the fields of its type, and what the engine adds"),
          Field.text("backend").required().says("who carries its media; p2p: nobody"),
          Field.choice("backend_role", "offerer", "offeree").required().says("who made the offer"),
          Descriptions.field("offer").says("its offer, once set"),
          Descriptions.field("answer").says("its answer, once set"),
          Field.bool("no_offer_trickle_ice").required().says("as given"),
          Field.bool("no_answer_trickle_ice").required().says("as given"),
          Field.integer("trickle_ice_timeout", 100, 30_000).required().says("ms, as given"),
          Field.bool("set_master_answer").required().says("as given"),
          Field.bool("stop_after_peer").required().says("as given"),
          Field.integer("wait_timeout", 1, MAX).required().says("s, as given"),
          Field.integer("ready_timeout", 1, MAX).required().says("s, as given"),
          Field.integer("ring_timeout", 1, 180).required().says("s, as given"),
          Field.bool("hangup_after_error").required().says("as given"),
          Field.bool("mute_audio").says("if ever set"),
          Field.bool("mute_video").says("if ever set"),
          Field.bool("mute_data").says("if ever set"),
          Field.integer("bitrate", 0, MAX).says("kbit/s, if ever set"),
          Field.id("master_id").says("the session it is the slave of"),
          Field.id("slave_id").says("the session that is its slave"),
          Field.id("call_id").says("the call it belongs to"),
          Field.text("user_id").says("who made it"),
          Field.text("user_session").says("the connection that made it"),
          Field.text("record_uri").says("the latest recording"),
          Field.object("status").says("latest status event of each class"),
          Field.text("state").required().says("wait, ringing, ready, closing or destroyed"),
          Field.object("stats").says("packets, bytes, loss and jitter both ways, from the engine"));

  /** Everything known of a call. */
  static final Shape CALL_INFO =
      Shape.object(
          Field.id("call_id").required().says("the call"),
          Field.text("type").required().says("kind of destinations asked for"),
          Field.text("callee_name").required().says("the callee as dialled"),
          Field.text("backend").required().says("who carries its media; p2p: nobody"),
          Field.integer("ring_timeout", 1, 180).required().says("s, as given"),
          Field.bool("no_offer_trickle_ice").required().says("as given"),
          Field.bool("no_answer_trickle_ice").required().says("as given"),
          Field.integer("trickle_ice_timeout", 100, 30_000).required().says("ms, as given"),
          Field.text("state").required().says("how far it is"),
          Field.object("caller").required().says("what is shown of the caller"),
          Field.object("callee").says("what the callee showed of itself, once accepted"),
          Field.text("user_id").says("who placed it"),
          Field.text("user_session").says("the connection that placed it"),
          Field.id("caller_session_id").says("the caller's media session"),
          Field.id("callee_session_id").says("the callee's media session, once accepted"),
          Field.any("held_by").says("list of who holds it, if anybody: caller, callee"));

  /** A room as one row of a list. */
  static final List<Field> ROOM_BRIEF =
      List.of(
          Field.id("room_id").required().says("the room"),
          Field.choice("class", "sfu", "mcu").required().says("what it does"),
          Field.text("backend").required().says("who carries it"));

  /** Everything known of a room. */
  static final List<Field> ROOM_INFO =
      List.of(
          Field.id("room_id").required().says("the room"),
          Field.choice("class", "sfu", "mcu").required().says("what it does"),
          Field.text("backend").required().says("who carries it"),
          Field.text("audio_codec").required().says("as given"),
          Field.text("video_codec").required().says("as given"),
          Field.integer("bitrate", 0, MAX).required().says("kbit/s, as given"),
          Field.integer("timeout", 0, MAX).required().says("s, as given"),
          Field.object("status").required().says("latest status event of each class"),
          Field.object("members").required().says("role, user_id and peer_id by session id"));

  /** A member of a room, in its events. */
  static final List<Field> MEMBER =
      List.of(
          Field.id("session_id").required().says("the member's session"),
          Field.choice("role", "publisher", "listener", "participant").required().says("its part"),
          Field.text("user_id").says("who made the session"),
          Field.id("peer_id").says("of a listener: the publisher's session"));

  /** A message of a room's log. */
  static final List<Field> MESSAGE =
      List.of(
          Field.integer("msg_id", 1, Long.MAX_VALUE).required().says("its number, from 1"),
          Field.text("user_id").required().says("who sent it"),
          Field.text("session_id").required().says("the connection that sent it"),
          Field.integer("timestamp", 0, Long.MAX_VALUE).required().says("us since 1970"),
          Field.any("msg").says("the text, of a message that is no object"));

  /** Why something ended. */
  static final List<Field> ENDING =
      List.of(
          Field.integer("code", 0, MAX).required().says("why, see errors"),
          Field.text("reason").required().says("the same in words"));

  /** A candidate on its way to a client. */
  static final Shape CANDIDATE =
      Shape.object(
          Field.text("sdpMid").required().says("its m-section by name, empty if unknown"),
          Field.integer("sdpMLineIndex", 0, 1_000).says("its m-section by number"),
          Field.text("candidate").required().says("the candidate"));

  private MediaShapes() {}

  /** An ending of a call, which says its reason twice (README, "Output"). */
  static Shape callEnding() {
    List<Field> members = new ArrayList<>(ENDING);
    members.add(Field.text("error").required().says("the reason again, as older clients read it"));
    return Shape.object(members);
  }
}
