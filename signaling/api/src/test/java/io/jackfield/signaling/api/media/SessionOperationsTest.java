package io.jackfield.signaling.api.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** media-session.md: proxies, blank sessions and their operations, p2p pairs, through the API. */
class SessionOperationsTest {

  private static final String CREATE = "media/session/create";
  private final ApiWorld world = new ApiWorld(true);
  private final FakeClient ana = world.login("ana");

  private static Map<String, Object> of(Object id, Object... more) {
    Map<String, Object> data = new HashMap<>(Map.of("session_id", id));
    for (int i = 0; i < more.length; i += 2) {
      data.put((String) more[i], more[i + 1]);
    }
    return data;
  }

  private static String sdp(Object description) {
    return ((Map<?, ?>) description).get("sdp").toString();
  }

  /** The older form, as its documents print it: no type, no class of today. */
  private Object blank() {
    ana.say("{\"class\":\"nkmedia\",\"cmd\":\"create_session\",\"data\":{},\"tid\":60}");
    Map<?, ?> data = (Map<?, ?>) ana.reply(60).orElseThrow().get("data");
    return data.get("session_id");
  }

  @Test
  void aProxyRepliesWithTheOfferAndItsAnswerWithTheCallers() {
    Map<String, Object> made =
        ana.ok(
            CREATE,
            Map.of(
                "type",
                "proxy",
                "sdp_type",
                "webrtc",
                "wait_reply",
                true,
                "offer",
                ApiWorld.OFFER));
    assertTrue(sdp(made.get("offer")).contains("SAVPF"));
    assertFalse(made.containsKey("answer"));
    Map<String, Object> reply =
        ana.ok(
            "media/session/set_answer",
            of(made.get("session_id"), "answer", Map.of("sdp", ApiWorld.WEBRTC_SDP)));
    assertTrue(sdp(reply.get("answer")).contains("RTP/AVP 0"));
    Map<String, Object> info = ana.ok("media/session/get_info", of(made.get("session_id")));
    assertEquals("proxy", info.get("type"));
    assertEquals(Map.of("sdp_type", "webrtc"), info.get("type_ext"));
  }

  @Test
  void aBlankSessionIsGivenAnOfferThatTheEngineAnswersAsEcho() {
    Object id = blank();
    String offer =
        "{\"class\":\"nkmedia\",\"cmd\":\"session_offer\",\"data\":{\"session_id\":\"%s\",\"op\":\"sdp\","
            + "\"offer\":{\"sdp\":\"%s\",\"sdp_type\":\"sip\",\"type\":\"offer\"}},\"tid\":61}";
    ana.say(String.format(offer, id, ApiWorld.SDP.replace("\r\n", "\\r\\n")));
    assertEquals("ok", ana.reply(61).orElseThrow().get("result"));
    Map<String, Object> reply = ana.ok("media/session/set_answer", of(id, "op", "echo"));
    assertTrue(sdp(reply.get("answer")).startsWith("v=0"));
    assertEquals("echo", ana.ok("media/session/get_info", of(id)).get("type"));
  }

  @Test
  void aBlankSessionIsOfferedByTheEngine() {
    Object id = blank();
    Map<String, Object> reply = ana.ok("media/session/set_offer", of(id, "op", "park"));
    assertTrue(sdp(reply.get("offer")).contains("SAVPF"));
    assertFalse(reply.containsKey("session_id"));
    ana.refused(
        Reason.OFFER_ALREADY_SET, "media/session/set_offer", of(id, "offer", ApiWorld.OFFER));
  }

  @Test
  void anOperationNobodyKnowsIsNotImplemented() {
    Object id = blank();
    ana.refused(Reason.NOT_IMPLEMENTED, "media/session/set_offer", of(id, "op", "brew"));
    ana.refused(Reason.NOT_IMPLEMENTED, "media/session/set_answer", of(id, "op", "p2p"));
  }

  @Test
  void aBlankSessionIsAnsweredByWhoIsInvited() {
    FakeClient bo = world.login("bo");
    Object id = blank();
    ana.refused(
        Reason.OFFER_NOT_SET, "media/session/set_answer", of(id, "op", "invite", "callee", "bo"));
    ana.ok("media/session/set_offer", of(id, "offer", ApiWorld.OFFER));
    ana.refused(Reason.MISSING_FIELD, "media/session/set_answer", of(id, "op", "invite"));
    Map<String, Object> reply =
        ana.ok("media/session/set_answer", of(id, "op", "invite", "type", "user", "callee", "bo"));
    Map<String, Object> invite = bo.invite();
    assertEquals(reply.get("call_id"), invite.get("call_id"));
    assertEquals("ringing", ana.ok("media/session/get_info", of(id)).get("state"));
    bo.ok(
        "media/call/accepted", Map.of("call_id", invite.get("call_id"), "answer", ApiWorld.OFFER));
    assertEquals("ready", ana.ok("media/session/get_info", of(id)).get("state"));
    assertTrue(ana.events().contains("media/session/answer"));
  }

  @Test
  void offerAndAnswerTogetherAreForPeerToPeer() {
    ana.refused(
        Reason.INVALID_OPERATION,
        CREATE,
        Map.of("type", "echo", "offer", ApiWorld.OFFER, "answer", ApiWorld.OFFER));
    ana.refused(Reason.OFFER_NOT_SET, CREATE, Map.of("type", "p2p", "answer", ApiWorld.OFFER));
    Map<String, Object> made =
        ana.ok(CREATE, Map.of("type", "p2p", "offer", ApiWorld.OFFER, "answer", ApiWorld.OFFER));
    assertEquals(
        "ready", ana.ok("media/session/get_info", of(made.get("session_id"))).get("state"));
  }

  @Test
  void theOlderPeerMakesASlaveWhoseAnswerIsTheMasters() {
    Object master =
        ana.ok(CREATE, Map.of("type", "p2p", "offer", ApiWorld.OFFER)).get("session_id");
    Object slave =
        ana.ok(CREATE, Map.of("type", "p2p", "offer", ApiWorld.OFFER, "peer", master))
            .get("session_id");
    Map<String, Object> info = ana.ok("media/session/get_info", of(slave));
    assertEquals(master, info.get("master_id"));
    assertEquals("offerer", info.get("backend_role"));
    ana.ok("media/session/set_answer", of(slave, "answer", ApiWorld.OFFER));
    assertEquals("ready", ana.ok("media/session/get_info", of(master)).get("state"));
    ana.ok("media/session/destroy", of(master));
    assertEquals(List.of(), ana.okAny("media/session/get_list", Map.of()));
  }
}
