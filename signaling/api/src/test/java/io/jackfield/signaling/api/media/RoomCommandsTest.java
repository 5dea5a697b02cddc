package io.jackfield.signaling.api.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** media-room.md through the API, and the actions of sessions on recorder, player and room. */
class RoomCommandsTest {

  private static final String CREATE = "media/session/create";
  private final ApiWorld world = new ApiWorld(true);
  private final FakeClient ana = world.login("ana");
  private final FakeClient admin = world.login("admin");

  private static Map<String, Object> of(Object... pairs) {
    Map<String, Object> data = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      data.put((String) pairs[i], pairs[i + 1]);
    }
    return data;
  }

  private Map<String, Object> session(Object... more) {
    Map<String, Object> data = of(more);
    data.put("offer", ApiWorld.OFFER);
    return ana.ok(CREATE, data);
  }

  @Test
  void aRoomIsMadeShownListedAndDestroyed() {
    assertEquals(
        Map.of("room_id", "r7"), ana.ok("media/room/create", of("class", "sfu", "room_id", "r7")));
    ana.refused(
        Reason.ROOM_ALREADY_EXISTS, "media/room/create", of("class", "mcu", "room_id", "r7"));
    Map<String, Object> info = ana.ok("media/room/get_info", of("room_id", "r7"));
    assertEquals("opus", info.get("audio_codec"));
    assertEquals(86_400, info.get("timeout"));
    assertEquals(
        List.of(of("room_id", "r7", "class", "sfu", "backend", "fake")),
        ana.okAny("media/room/get_list", Map.of()));
    assertEquals(Map.of(), ana.ok("media/room/get_status", of("room_id", "r7")));
    ana.refused(Reason.UNAUTHORIZED, "media/room/destroy", of("room_id", "r7"));
    admin.ok("media/room/destroy", of("room_id", "r7"));
    ana.refused(Reason.ROOM_NOT_FOUND, "media/room/get_info", of("room_id", "r7"));
  }

  @Test
  void publishingWithoutARoomMakesOneAndTellsItsName() {
    Map<String, Object> made = session("type", "publish", "wait_reply", true);
    Object room = made.get("room_id");
    assertEquals(room, made.get("room"));
    assertTrue(made.containsKey("answer"));
    Map<String, Object> listener = session("type", "listen", "publisher", made.get("session_id"));
    assertEquals(room, listener.get("room_id"));
    Map<?, ?> members =
        (Map<?, ?>) ana.ok("media/room/get_info", of("room_id", room)).get("members");
    assertEquals(2, members.size());
    assertEquals(
        made.get("session_id"),
        ((Map<?, ?>) members.get(listener.get("session_id"))).get("peer_id"));
  }

  @Test
  void aNamedRoomMustBeThere() {
    ana.refused(
        Reason.ROOM_NOT_FOUND,
        CREATE,
        of("type", "publish", "room_id", "none", "offer", ApiWorld.OFFER));
    ana.refused(
        Reason.INVALID_PUBLISHER,
        CREATE,
        of("type", "listen", "publisher_id", "none", "offer", ApiWorld.OFFER));
    session("type", "publish", "room_id", "mine", "create_room", true);
    assertEquals("sfu", ana.ok("media/room/get_info", of("room_id", "mine")).get("class"));
  }

  @Test
  void aListenerSwitchesByTheOlderUpdate() {
    Object p = session("type", "publish").get("session_id");
    Object room = ana.ok("media/session/get_info", of("session_id", p)).get("room_id");
    Object q = session("type", "publish", "room_id", room).get("session_id");
    Object l = session("type", "listen", "publisher_id", p).get("session_id");
    Map<String, Object> reply =
        ana.ok(
            "media/session/update_media",
            of("session_id", l, "type", "listen_switch", "publisher_id", q));
    assertEquals(q, reply.get("publisher_id"));
    assertEquals(room, reply.get("room_id"));
  }

  @Test
  void messagesOfARoomReachWhoSubscribed() {
    ana.ok("media/room/create", of("class", "sfu", "room_id", "r7"));
    FakeClient bo = world.login("bo");
    bo.ok("core/event/subscribe", of("class", "media", "subclass", "room", "obj_id", "r7"));
    assertEquals(
        Map.of("msg_id", 1),
        ana.ok("media/room/msglog_send", of("room_id", "r7", "msg", Map.of("text", "hello"))));
    Map<?, ?> body = bo.body("media/room/msglog_new_msg");
    assertEquals("hello", body.get("text"));
    assertEquals("ana", body.get("user_id"));
    ana.ok("media/room/msglog_send", of("room_id", "r7", "msg", "just text"));
    List<?> log = (List<?>) bo.okAny("media/room/msglog_get", of("room_id", "r7"));
    assertEquals("just text", ((Map<?, ?>) log.get(1)).get("msg"));
  }

  @Test
  void aSessionIsRecordedByActionAndByTheOlderField() {
    Object id = session("type", "echo", "session_id", "s1").get("session_id");
    ana.refused(
        Reason.NO_ACTIVE_RECORDER,
        "media/session/recorder_action",
        of("session_id", id, "action", "stop"));
    assertEquals(
        "file:///tmp/jackfield/s1_p0000.wav",
        ana.ok("media/session/recorder_action", of("session_id", id, "action", "start"))
            .get("uri"));
    ana.ok("media/session/update_media", of("session_id", id, "record", false));
    ana.ok("media/session/update_media", of("session_id", id, "record", false));
    ana.ok("media/session/update_media", of("session_id", id, "record", true));
    assertEquals(
        "file:///tmp/jackfield/s1_p0001.wav",
        ana.ok("media/session/get_info", of("session_id", id)).get("record_uri"));
    ana.refused(
        Reason.INVALID_URI,
        "media/session/recorder_action",
        of("session_id", id, "action", "start", "uri", "file:///etc/passwd"));
    ana.refused(
        Reason.INVALID_ACTION,
        "media/session/recorder_action",
        of("session_id", id, "action", "dance"));
    assertTrue(
        ana.ok("media/session/recorder_action", of("session_id", id))
            .get("actions")
            .toString()
            .contains("pause"));
    Object two = session("type", "echo", "record", true, "session_id", "s2").get("session_id");
    assertEquals(
        "file:///tmp/jackfield/s2_p0000.wav",
        ana.ok("media/session/get_info", of("session_id", two)).get("record_uri"));
  }

  @Test
  void thePlayerIsSteered() {
    Object id = session("type", "park").get("session_id");
    ana.refused(
        Reason.MISSING_FIELD,
        "media/session/player_action",
        of("session_id", id, "action", "start"));
    ana.refused(
        Reason.NO_ACTIVE_PLAYER,
        "media/session/player_action",
        of("session_id", id, "action", "get_position"));
    ana.ok(
        "media/session/player_action",
        of("session_id", id, "action", "start", "uri", "https://example.org/a.webm", "loops", 1));
    assertEquals("play", ana.ok("media/session/get_info", of("session_id", id)).get("type"));
    ana.refused(
        Reason.MISSING_FIELD,
        "media/session/player_action",
        of("session_id", id, "action", "set_position"));
  }

  @Test
  void theLayoutOfAConferenceIsChangedByMemberOrByRoom() {
    Object id = session("type", "mcu", "room_id", "conf").get("session_id");
    ana.ok(
        "media/session/room_action",
        of("session_id", id, "action", "layout", "data", Map.of("layout", "2x2")));
    assertEquals("2x2", ana.ok("media/session/get_info", of("session_id", id)).get("layout"));
    ana.ok("media/session/room_action", of("room_id", "conf", "action", "layout", "layout", "3x3"));
    ana.refused(
        Reason.MISSING_FIELD,
        "media/session/room_action",
        of("room_id", "conf", "action", "layout"));
    Object echo = session("type", "echo").get("session_id");
    ana.refused(
        Reason.NO_ACTIVE_ROOM,
        "media/session/room_action",
        of("session_id", echo, "action", "layout", "layout", "2x2"));
  }

  @Test
  void digitsAreSentToTheClient() {
    Object id = session("type", "echo", "session_id", "d").get("session_id");
    ana.ok("media/session/send_dtmf", of("session_id", id, "digits", "12#a"));
    assertTrue(world.engine.log().contains("sendDtmf:12#A d"));
    ana.refused(
        Reason.SYNTAX_ERROR, "media/session/send_dtmf", of("session_id", id, "digits", "1x"));
  }
}
