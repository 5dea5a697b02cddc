package io.jackfield.signaling.api.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** media-session.md, "Commands". */
class SessionCommandsTest {

  private static final String CREATE = "media/session/create";
  private final ApiWorld world = new ApiWorld();
  private final FakeClient ana = world.login("ana");

  private String session(Object... more) {
    Map<String, Object> data = new HashMap<>(Map.of("type", "echo", "offer", ApiWorld.OFFER));
    for (int i = 0; i < more.length; i += 2) {
      data.put((String) more[i], more[i + 1]);
    }
    String id = (String) ana.ok(CREATE, data).get("session_id");
    ana.heard.clear();
    return id;
  }

  @Test
  void withoutWaitReplyOnlyTheIdComesBack() {
    Map<String, Object> reply =
        ana.ok(CREATE, Map.of("type", "echo", "session_id", "mine", "offer", ApiWorld.OFFER));
    assertEquals(Map.of("session_id", "mine"), reply);
    assertEquals(
        List.of("media/session/created", "media/session/offer", "media/session/answer"),
        ana.events());
  }

  @Test
  void withAnOfferWaitReplyBringsTheAnswer() {
    Map<String, Object> reply =
        ana.ok(CREATE, Map.of("type", "echo", "wait_reply", true, "offer", ApiWorld.OFFER));
    Map<?, ?> answer = (Map<?, ?>) reply.get("answer");
    assertEquals("fake", answer.get("backend"));
    assertTrue(((String) answer.get("sdp")).startsWith("v=0"));
    assertFalse(reply.containsKey("offer"));
  }

  @Test
  void withoutAnOfferWaitReplyBringsTheOfferAndSetAnswerMakesItReady() {
    Map<String, Object> reply = ana.ok(CREATE, Map.of("type", "park", "wait_reply", "true"));
    assertTrue(reply.containsKey("offer"));
    Map<String, Object> answer =
        Map.of("session_id", reply.get("session_id"), "answer", ApiWorld.OFFER);
    assertEquals(Map.of(), ana.ok("media/session/set_answer", answer));
    ana.refused(Reason.ANSWER_ALREADY_SET, "media/session/set_answer", answer);
    Map<String, Object> info =
        ana.ok("media/session/get_info", Map.of("session_id", reply.get("session_id")));
    assertEquals("ready", info.get("state"));
    assertEquals("ana", info.get("user_id"));
  }

  @Test
  void theOlderStartWaitsByItself() {
    ana.say(
        "{\"class\":\"media\",\"subclass\":\"session\",\"cmd\":\"start\",\"data\":{\"type\":\"park\"},\"tid\":50}");
    assertTrue(((Map<?, ?>) ana.reply(50).orElseThrow().get("data")).containsKey("offer"));
  }

  @Test
  void peerToPeerHasNothingToWaitFor() {
    assertEquals(
        1,
        ana.ok(CREATE, Map.of("type", "p2p", "wait_reply", true, "offer", ApiWorld.OFFER)).size());
  }

  @Test
  void anIdInUseIsRefusedAndTheSessionLives() {
    String id = session("session_id", "mine");
    ana.refused(Reason.SESSION_ALREADY_EXISTS, CREATE, Map.of("type", "p2p", "session_id", id));
    assertEquals(
        List.of(Map.of("session_id", "mine")), ana.okAny("media/session/get_list", Map.of()));
    ana.ok("media/session/destroy", Map.of("session_id", id));
    assertEquals(List.of("media/session/destroyed"), ana.events());
  }

  @Test
  void descriptionsAreChecked() {
    assertEquals(
        "Syntax error: offer.sdp_type",
        ana.refused(
            Reason.SYNTAX_ERROR,
            CREATE,
            Map.of("type", "echo", "offer", Map.of("sdp", "v=0", "sdp_type", "x"))));
    ana.refused(Reason.MISSING_SDP, CREATE, Map.of("type", "echo", "offer", Map.of()));
    ana.refused(
        Reason.INVALID_VALUE,
        CREATE,
        Map.of("type", "echo", "offer", Map.of("sdp", ApiWorld.SDP, "type", "answer")));
    ana.refused(
        Reason.INVALID_SDP,
        CREATE,
        Map.of("type", "echo", "wait_reply", true, "offer", Map.of("sdp", "nonsense")));
    // The older words: type "offer" is dropped, sdp_type "sip" is rtp.
    ana.ok(
        CREATE,
        Map.of(
            "type",
            "echo",
            "offer",
            Map.of("sdp", ApiWorld.SDP, "type", "offer", "sdp_type", "sip")));
  }

  @Test
  void metadataOfAnOfferIsKept() {
    String id =
        session(
            "type", "p2p", "offer", Map.of("sdp", ApiWorld.SDP, "dest", 1001, "mine", List.of(1)));
    Map<?, ?> offer =
        (Map<?, ?>) ana.ok("media/session/get_offer", Map.of("session_id", id)).get("offer");
    assertEquals("1001", offer.get("dest"));
    assertEquals(List.of(1), offer.get("mine"));
  }

  @Test
  void typeFieldsThatATypeNeedsAreMissed() {
    Map.of("bridge", "peer_id", "connect", "peer_id", "listen", "publisher_id", "play", "uri")
        .forEach(
            (type, field) ->
                assertEquals(
                    "Missing field: " + field,
                    ana.refused(Reason.MISSING_FIELD, CREATE, Map.of("type", type))));
    assertEquals(
        "Syntax error: type", ana.refused(Reason.SYNTAX_ERROR, CREATE, Map.of("type", "disco")));
    world.engine.lack(SessionType.MCU);
    ana.refused(Reason.NOT_IMPLEMENTED, CREATE, Map.of("type", "mcu", "wait_reply", true));
    ana.refused(
        Reason.SESSION_NOT_FOUND,
        CREATE,
        Map.of("type", "bridge", "peer_id", "nobody", "wait_reply", true));
  }

  @Test
  void destroyTellsTheGivenReason() {
    Map<Map<String, Object>, Map<String, Object>> told =
        Map.of(
            Map.of(), Map.of("code", 100011, "reason", "User stop"),
            Map.of("reason", "bored"), Map.of("code", 0, "reason", "bored"),
            Map.of("error", "bored"), Map.of("code", 0, "reason", "bored"),
            Map.of("code", 17), Map.of("code", 17, "reason", "USER_BUSY"),
            Map.of("code", 555_000), Map.of("code", 555_000, "reason", ""),
            Map.of("code", 7, "reason", "x"), Map.of("code", 7, "reason", "x"));
    told.forEach(
        (given, body) -> {
          Map<String, Object> data = new HashMap<>(given);
          data.put("session_id", session());
          ana.ok("media/session/destroy", data);
          assertEquals("ok", ana.heard.get(0).get("result"), "reply first");
          assertEquals(body, ana.body("media/session/destroyed"));
        });
  }

  @Test
  void theAutomaticSubscriptionEndsWithTheSession() {
    String id = session();
    assertEquals(3, ((List<?>) ana.okAny("core/event/get_subscriptions", Map.of())).size());
    ana.ok("media/session/destroy", Map.of("session_id", id));
    assertEquals(2, ((List<?>) ana.okAny("core/event/get_subscriptions", Map.of())).size());
  }

  @Test
  void subscribeAndEventBodyAreHonoured() {
    String quiet = session("subscribe", false);
    ana.ok("media/session/destroy", Map.of("session_id", quiet));
    assertEquals(List.of(), ana.events());
    String loud = session("event_body", Map.of("tag", 7));
    ana.ok("media/session/destroy", Map.of("session_id", loud));
    assertEquals(7, ana.body("media/session/destroyed").get("tag"));
  }

  @Test
  void aBlankSessionIsGivenOfferAndAnswer() {
    ana.say("{\"class\":\"nkmedia\",\"cmd\":\"create_session\",\"tid\":60}");
    Object id = ((Map<?, ?>) ana.reply(60).orElseThrow().get("data")).get("session_id");
    Map<String, Object> offer = Map.of("session_id", id, "offer", ApiWorld.OFFER);
    Map<String, Object> answer = Map.of("session_id", id, "answer", ApiWorld.OFFER);
    ana.refused(Reason.OFFER_NOT_SET, "media/session/set_answer", answer);
    ana.refused(
        Reason.NOT_IMPLEMENTED,
        "media/session/set_offer",
        Map.of("session_id", id, "op", "proxy", "offer", ApiWorld.OFFER));
    ana.refused(Reason.MISSING_FIELD, "media/session/set_offer", Map.of("session_id", id));
    ana.ok("media/session/set_offer", offer);
    ana.refused(Reason.OFFER_ALREADY_SET, "media/session/set_offer", offer);
    ana.ok("media/session/set_answer", answer);
    ana.ok("media/session/get_answer", Map.of("session_id", id));
  }

  @Test
  void getOfferWaitsUntilItIsThere() {
    String id = (String) ana.ok(CREATE, Map.of("type", "p2p")).get("session_id");
    long tid = ana.send("media/session/get_offer", Map.of("session_id", id));
    assertTrue(ana.reply(tid).isEmpty());
    ana.ok("media/session/set_offer", Map.of("session_id", id, "offer", ApiWorld.OFFER));
    assertEquals("ok", ana.reply(tid).orElseThrow().get("result"));
    long late = ana.send("media/session/get_answer", Map.of("session_id", id));
    ana.ok("media/session/destroy", Map.of("session_id", id));
    FakeClient.refusal(Reason.SESSION_STOP, "get_answer", ana.reply(late).orElseThrow());
  }

  @Test
  void mediaIsMutedWithOldAndNewWords() {
    String id = session();
    ana.ok(
        "media/session/update_media", Map.of("session_id", id, "mute_audio", true, "bitrate", 5));
    Map<String, Object> info = ana.ok("media/session/get_info", Map.of("session_id", id));
    assertEquals(true, info.get("mute_audio"));
    assertEquals(5, info.get("bitrate"));
    ana.ok("media/session/update_media", Map.of("session_id", id, "use_audio", true));
    assertEquals(
        false, ana.ok("media/session/get_info", Map.of("session_id", id)).get("mute_audio"));
    ana.refused(
        Reason.SYNTAX_ERROR, "media/session/update_media", Map.of("session_id", id, "bitrate", -1));
  }

  @Test
  void theTypeIsChangedAndTold() {
    String id = session();
    String peer = session();
    assertEquals(
        Map.of(), ana.ok("media/session/set_type", Map.of("session_id", id, "type", "park")));
    assertEquals(
        Map.of("peer_id", peer),
        ana.ok(
            "media/session/set_type", Map.of("session_id", id, "type", "bridge", "peer_id", peer)));
    assertTrue(ana.events().contains("media/session/type"), () -> ana.events().toString());
    ana.refused(
        Reason.INVALID_OPERATION,
        "media/session/set_type",
        Map.of("session_id", id, "type", "p2p"));
  }

  @Test
  void candidatesAreChecked() {
    String id =
        session("type", "p2p", "offer", Map.of("sdp", ApiWorld.WEBRTC_SDP, "trickle_ice", true));
    Map<String, Object> good = new HashMap<>();
    good.put("session_id", id);
    good.put("sdpMid", "0");
    good.put("sdpMLineIndex", 0);
    good.put("candidate", "candidate:1 1 udp 2130706431 127.0.0.1 4000 typ host");
    ana.ok("media/session/set_candidate", good);
    good.put("candidate", "nonsense");
    assertTrue(
        ana.refused(Reason.SYNTAX_ERROR, "media/session/set_candidate", good)
            .startsWith("Syntax error: candidate"));
    good.put("candidate", "");
    ana.ok("media/session/set_candidate", good);
    ana.ok("media/session/set_candidate_end", Map.of("session_id", id));
    good.remove("sdpMLineIndex");
    ana.refused(Reason.MISSING_FIELD, "media/session/set_candidate", good);
  }

  @Test
  void plainRtpTakesNoCandidates() {
    ana.refused(
        Reason.INVALID_OPERATION,
        "media/session/set_candidate_end",
        Map.of("session_id", session()));
  }

  @Test
  void sessionsOfAClosedConnectionStop() {
    FakeClient admin = world.login("admin");
    admin.ok("core/event/subscribe", Map.of("class", "media"));
    session();
    ana.leave();
    world.time.advance(Duration.ofSeconds(1));
    assertEquals(100010, admin.body("media/session/destroyed").get("code"));
    assertEquals(0, world.service.counts().sessions());
  }

  @Test
  void othersMayNotUseASessionButAdministratorsMay() {
    String id = session();
    FakeClient bo = world.login("bo");
    FakeClient admin = world.login("admin");
    FakeClient anaToo = world.login("ana");
    Map<String, Object> data = Map.of("session_id", id);
    for (String cmd :
        List.of(
            "get_info", "get_offer", "get_answer", "get_status", "set_candidate_end", "destroy")) {
      bo.refused(Reason.UNAUTHORIZED, "media/session/" + cmd, data);
      bo.refused(Reason.SESSION_NOT_FOUND, "media/session/" + cmd, Map.of("session_id", "no"));
    }
    assertEquals(List.of(), bo.okAny("media/session/get_list", Map.of()));
    assertEquals(List.of(data), admin.okAny("media/session/get_list", Map.of()));
    anaToo.ok("media/session/get_info", data);
    admin.ok("media/session/get_info", data);
    world.login("root").refused(Reason.UNAUTHORIZED, CREATE, Map.of("type", "p2p"));
    admin.ok("media/session/destroy", data);
  }
}
