package io.jackfield.signaling.api.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.signaling.api.testing.ApiWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("External interface: sessions and calls")
class SeedOneCoverageTest {

  private static final String OFFER = "'offer':{'sdp':'SDP','sdp_type':'rtp'}";

  private final ApiWorld world = new ApiWorld(true);
  private final Wire ana = new Wire(world, world.login("ana"));
  private final Wire bo = new Wire(world, world.login("bo"));

  private static String session(String cmd, String data) {
    return "{'class':'media','subclass':'session','cmd':'"
        + cmd
        + "','data':{"
        + data
        + "},'tid':1}";
  }

  private static String call(String cmd, String data) {
    return "{'class':'media','subclass':'call','cmd':'" + cmd + "','data':{" + data + "},'tid':1}";
  }

  private String started(String data) {
    return (String) ana.ok(session("start", data)).get("session_id");
  }

  @Test
  @DisplayName("media/session/start; type mandatory")
  void start() {
    assertEquals(Reason.MISSING_FIELD.code(), ana.code(session("start", OFFER)));
    assertEquals(36, started("'type':'echo'," + OFFER).length());
  }

  @ParameterizedTest(name = "type {0}")
  @ValueSource(strings = {"p2p", "echo", "proxy", "publish", "listen", "park", "mcu"})
  @DisplayName(
      "types p2p (no plugin), echo, proxy, publish, listen (Janus), park, mcu (FreeSWITCH)")
  void types(String type) {
    String more =
        type.equals("listen")
            ? ",'publisher_id':'" + started("'type':'publish'," + OFFER) + "'"
            : "";
    String id = started("'type':'" + type + "'," + OFFER + more);
    Map<String, Object> info = ana.ok(session("get_info", "'session_id':'" + id + "'"));
    assertEquals(type, info.get("type"));
    assertEquals(type.equals("p2p") ? "p2p" : world.engine.backend(), info.get("backend"));
  }

  @Test
  @DisplayName("fields offer, answer default {}")
  void offerAndAnswer() {
    String session = started("'type':'p2p'," + OFFER + ",'answer':{'sdp':'SDP','sdp_type':'rtp'}");
    assertEquals(
        "ready", ana.ok(session("get_info", "'session_id':'" + session + "'")).get("state"));
    assertEquals(
        "wait",
        ana.ok(session("get_info", "'session_id':'" + started("'type':'p2p'") + "'")).get("state"));
  }

  @Test
  @DisplayName("fields wait_timeout, ready_timeout")
  void timeouts() {
    started("'type':'p2p','wait_timeout':10");
    world.time.advance(Duration.ofSeconds(10));
    assertEquals("Session timeout", ana.body("session", "destroyed").get("reason"));
    ana.forget();
    started("'type':'echo','ready_timeout':20," + OFFER);
    world.time.advance(Duration.ofSeconds(20));
    assertEquals("Session timeout", ana.body("session", "destroyed").get("reason"));
  }

  @Test
  @DisplayName("field subscribe true: subscribe to session events")
  void subscribe() {
    String heard = started("'type':'p2p'");
    assertEquals(heard, ana.event("session", "created").get("obj_id"));
    ana.forget();
    started("'type':'p2p','subscribe':false");
    assertEquals(List.of(), ana.client.events());
  }

  @Test
  @DisplayName("field backend automatic or forced")
  void theBackend() {
    String name = world.engine.backend();
    String session = started("'type':'echo','backend':'" + name + "'," + OFFER);
    assertEquals(
        name, ana.ok(session("get_info", "'session_id':'" + session + "'")).get("backend"));
    assertEquals(
        Reason.UNKNOWN_BACKEND.code(),
        ana.code(session("start", "'type':'echo','backend':'nkmedia_janus'," + OFFER)));
  }

  @Test
  @DisplayName("depending on type an offer, or offer and answer, must be supplied")
  void whatMustBeSupplied() {
    assertEquals(Reason.NOT_IMPLEMENTED.code(), ana.code(session("start", "'type':'proxy'")));
    assertEquals(Reason.MISSING_SDP.code(), ana.code(session("start", "'type':'echo','offer':{}")));
  }

  @Test
  @DisplayName("reply may hold the answer, or the offer for the other party, without asking")
  void theReplyHoldsAnswerOrOffer() {
    Map<String, Object> echo = ana.ok(session("start", "'type':'echo'," + OFFER));
    assertTrue(((Map<?, ?>) echo.get("answer")).get("sdp").toString().startsWith("v=0"));
    Map<String, Object> proxy = ana.ok(session("start", "'type':'proxy'," + OFFER));
    assertTrue(((Map<?, ?>) proxy.get("offer")).get("sdp").toString().startsWith("v=0"));
    Map<String, Object> asked =
        ana.ok(session("start", "'type':'echo','wait_reply':false," + OFFER));
    assertFalse(asked.containsKey("answer"));
  }

  @Test
  @DisplayName("reply session_id")
  void theReplyHasAnId() {
    assertTrue(ana.ok(session("start", "'type':'p2p'")).containsKey("session_id"));
  }

  @Test
  @DisplayName("stop: session_id mandatory, code integer, reason text")
  void stop() {
    String id = started("'type':'p2p'");
    assertEquals(Reason.MISSING_FIELD.code(), ana.code(session("stop", "'code':1")));
    assertEquals(
        Reason.SYNTAX_ERROR.code(),
        ana.code(session("stop", "'session_id':'" + id + "','code':'x'")));
    ana.okAlone(session("stop", "'session_id':'" + id + "','code':4711,'reason':'enough'"));
    assertEquals(Map.of("code", 4711, "reason", "enough"), ana.body("session", "destroyed"));
  }

  @Test
  @DisplayName("set_answer for types that need the remote answer; own answer in the reply")
  void setAnswer() {
    String proxy = started("'type':'proxy'," + OFFER);
    Map<String, Object> reply =
        ana.ok(
            session(
                "set_answer",
                "'session_id':'" + proxy + "','answer':{'sdp':'SDP','sdp_type':'rtp'}"));
    assertTrue(((Map<?, ?>) reply.get("answer")).get("sdp").toString().startsWith("v=0"));
  }

  @Test
  @DisplayName("update in real time; session_id and type mandatory")
  void update() {
    String id = started("'type':'echo'," + OFFER);
    assertEquals(
        Reason.MISSING_FIELD.code(),
        ana.code(session("update", "'session_id':'" + id + "','bitrate':1")));
    assertEquals(
        Reason.MISSING_FIELD.code(), ana.code(session("update", "'type':'media','bitrate':1")));
    assertEquals(
        Reason.SYNTAX_ERROR.code(),
        ana.code(session("update", "'session_id':'" + id + "','type':'other'")));
  }

  @Test
  @DisplayName("update type media: record, use_audio, bitrate; reply ok without data")
  void updateMedia() {
    String id = started("'type':'echo'," + OFFER);
    String of = "'type':'media','session_id':'" + id + "',";
    ana.okAlone(session("update", of + "'record':true,'use_audio':false,'bitrate':100000"));
    Map<String, Object> info = ana.ok(session("get_info", "'session_id':'" + id + "'"));
    assertEquals(true, info.get("mute_audio"));
    assertEquals(100_000, info.get("bitrate"));
    assertTrue(info.get("record_uri").toString().contains("_p0000."), info.toString());
    ana.okAlone(session("update", of + "'record':false"));
    ana.okAlone(session("update", of + "'record':true"));
    info = ana.ok(session("get_info", "'session_id':'" + id + "'"));
    assertTrue(info.get("record_uri").toString().contains("_p0001."), info.toString());
  }

  @Test
  @DisplayName("built-in signalling server; own signalling possible")
  void builtInOrOwnSignalling() {
    // Own: the answer travels in an event of the application's own class.
    String id = started("'type':'p2p'," + OFFER);
    bo.okAlone(
        "{'class':'core','cmd':'send_event','data':{'class':'app','type':'answer'},'tid':1}");
    ana.okAlone(
        session("set_answer", "'session_id':'" + id + "','answer':{'sdp':'SDP','sdp_type':'rtp'}"));
    assertEquals("ready", ana.ok(session("get_info", "'session_id':'" + id + "'")).get("state"));
    // Built-in: see the calls below.
    assertEquals("user", invited().get("type"));
  }

  private String linked;
  private String callId;

  /** Calls bo with a session; the invite. */
  private Map<String, Object> invited() {
    linked = started("'type':'p2p'," + OFFER);
    callId =
        (String)
            ana.ok(
                    call(
                        "start",
                        "'type':'user','session_id':'"
                            + linked
                            + "','offer':{'sdp':'SDP','sdp_type':'rtp','caller_name':'My Name',"
                            + "'caller_id':'myuser@domain.com'},'user':'bo'"))
                .get("call_id");
    return bo.asked("invite");
  }

  private static String event(String type, String call, String body) {
    return "{'class':'core','cmd':'event','data':{'class':'media','subclass':'call','type':'"
        + type
        + "','obj_id':'"
        + call
        + "'"
        + body
        + "},'tid':1}";
  }

  private void accept() {
    bo.okAlone(event("accepted", callId, ",'body':{'answer':{'sdp':'SDP','sdp_type':'rtp'}}"));
  }

  @Test
  @DisplayName("call needs a session first (usually p2p or proxy)")
  void aCallNeedsASession() {
    assertEquals(
        Reason.MISSING_FIELD.code(), ana.code(call("start", "'type':'user','user':'bo'," + OFFER)));
    assertEquals(
        Reason.SESSION_NOT_FOUND.code(),
        ana.code(call("start", "'type':'user','user':'bo','session_id':'none'")));
  }

  @Test
  @DisplayName("call start: session_id, type mandatory, offer {}")
  void callStart() {
    String id = started("'type':'p2p'," + OFFER);
    assertEquals(
        Reason.MISSING_FIELD.code(),
        ana.code(call("start", "'user':'bo','session_id':'" + id + "'")));
    ana.ok(call("start", "'type':'user','user':'bo','session_id':'" + id + "'"));
  }

  @Test
  @DisplayName("offer not included: not in the invite")
  void noOfferInTheInvite() {
    String id = started("'type':'p2p'," + OFFER);
    ana.ok(call("start", "'type':'user','user':'bo','session_id':'" + id + "'"));
    assertFalse(bo.asked("invite").containsKey("offer"));
  }

  @Test
  @DisplayName("offer metadata (caller_name, caller_id, ...), SDP not needed")
  void metadata() {
    String id = started("'type':'p2p'," + OFFER);
    ana.ok(
        call(
            "start",
            "'type':'user','user':'bo','session_id':'"
                + id
                + "','offer':{'caller_name':'My Name','caller_id':'me'}"));
    Map<?, ?> offer = (Map<?, ?>) bo.asked("invite").get("offer");
    assertEquals("My Name", offer.get("caller_name"));
    assertEquals("me", offer.get("caller_id"));
    assertFalse(offer.containsKey("sdp"));
  }

  @Test
  @DisplayName("answered call: answer connected to the session automatically")
  void theAnswerIsConnected() {
    linked = started("'type':'p2p'," + OFFER);
    callId =
        (String)
            ana.ok(call("start", "'type':'user','user':'bo','session_id':'" + linked + "'"))
                .get("call_id");
    accept();
    assertEquals(
        "ready", ana.ok(session("get_info", "'session_id':'" + linked + "'")).get("state"));
    ana.event("session", "answer");
  }

  @Test
  @DisplayName("call destroyed stops the session and the reverse")
  void callAndSessionEndTogether() {
    invited();
    accept();
    ana.okAlone(call("hangup", "'call_id':'" + callId + "'"));
    world.time.advance(Duration.ofSeconds(1));
    ana.event("session", "destroyed");
    ana.forget();
    bo.forget();
    invited();
    accept();
    ana.okAlone(session("stop", "'session_id':'" + linked + "'"));
    world.time.advance(Duration.ofSeconds(1));
    ana.event("call", "hangup");
    bo.event("call", "hangup");
  }

  @Test
  @DisplayName("type user, field user; all its connections ring")
  void allConnectionsOfAUserRing() {
    Wire again = new Wire(world, world.login("bo"));
    assertEquals("bo", invited().get("user"));
    assertEquals("bo", again.asked("invite").get("user"));
  }

  @Test
  @DisplayName("type session, field session")
  void aConnectionRings() {
    String id =
        ((Map<?, ?>) bo.client.ok("core/user/get", Map.of("user", "bo")))
            .keySet()
            .iterator()
            .next()
            .toString();
    bo.forget();
    String own = started("'type':'p2p'," + OFFER);
    ana.ok(call("start", "'type':'session','session_id':'" + own + "','session':'" + id + "'"));
    assertEquals("session", bo.asked("invite").get("type"));
    assertEquals(id, bo.asked("invite").get("session"));
  }

  private void withPlugin(String type, String field) {
    String own = started("'type':'p2p'," + OFFER);
    String start =
        call("start", "'type':'" + type + "','session_id':'" + own + "','" + field + "':'there'");
    assertEquals(Reason.NOT_IMPLEMENTED.code(), ana.code(start));
    List<String> asked = new ArrayList<>();
    world.service.addResolver(
        type,
        (callee, caller) -> {
          asked.add(callee);
          return CompletableFuture.completedFuture(
              new Resolution(
                  List.of(
                      new Destination(
                          type,
                          callee,
                          SdpKind.RTP,
                          false,
                          Duration.ZERO,
                          Optional.empty(),
                          (id, leg, signal) -> {})),
                  true));
        });
    ana.ok(start);
    assertEquals(List.of("there"), asked);
  }

  @Test
  @DisplayName("type sip, field url, SIP plugin only")
  void sip() {
    withPlugin("sip", "url");
  }

  @Test
  @DisplayName("type verto, field user_id, Verto plugin only")
  void verto() {
    withPlugin("verto", "user_id");
  }

  @Test
  @DisplayName("reply call_id; automatic subscription to the call's events")
  void theCallIsHeard() {
    invited();
    bo.okAlone(event("ringing", callId, ""));
    assertEquals(callId, ana.event("call", "ringing").get("obj_id"));
  }

  @Test
  @DisplayName("invite request to each connection: call_id, type, user, offer")
  void theInvite() {
    Map<String, Object> invite = invited();
    assertEquals(callId, invite.get("call_id"));
    assertEquals("user", invite.get("type"));
    assertEquals("bo", invite.get("user"));
    Map<?, ?> offer = (Map<?, ?>) invite.get("offer");
    assertEquals("My Name", offer.get("caller_name"));
    assertEquals(ApiWorld.SDP, offer.get("sdp"));
  }

  @Test
  @DisplayName("invite answered at once with ok or error")
  void theInviteIsAnswered() {
    bo.client.answer(
        "invite", Wire.json("{'result':'error','data':{'code':17,'error':'busy'},'tid':TID}"));
    invited();
    assertEquals(17, ana.body("call", "hangup").get("code"));
    bo.forget();
    bo.client.answers = request -> Optional.empty();
    invited();
    world.time.advance(Duration.ofSeconds(5));
    assertEquals(Optional.of(4000), bo.closed());
  }

  @Test
  @DisplayName("ringing sent as core event with obj_id")
  void ringing() {
    invited();
    bo.okAlone(event("ringing", callId, ""));
    ana.event("call", "ringing");
  }

  @Test
  @DisplayName("accepted sent as core event, body.answer")
  void accepted() {
    invited();
    accept();
    ana.event("call", "accepted");
    assertEquals(ApiWorld.SDP, ((Map<?, ?>) ana.body("call", "answer").get("answer")).get("sdp"));
  }

  @Test
  @DisplayName("rejected sent as core event, optional body.code, body.error")
  void rejected() {
    invited();
    bo.okAlone(event("rejected", callId, ",'body':{'code':0,'error':'User Rejected'}"));
    assertEquals(
        Map.of("code", 0, "reason", "User Rejected", "error", "User Rejected"),
        ana.body("call", "hangup"));
    ana.forget();
    bo.forget();
    invited();
    bo.okAlone(event("rejected", callId, ""));
    assertEquals(Reason.CALL_REJECTED.code(), ana.body("call", "hangup").get("code"));
  }

  @Test
  @DisplayName("hangup event possible all the time, before an accept too; code, error")
  void hangupBeforeTheAccept() {
    invited();
    ana.okAlone(call("hangup", "'call_id':'" + callId + "','code':0,'error':'User Rejected'"));
    Map<String, Object> body = bo.body("call", "hangup");
    assertTrue(body.containsKey("code") && body.containsKey("error"), body.toString());
  }

  @Test
  @DisplayName("hangup command: call_id, optional code, error")
  void hangup() {
    assertEquals(Reason.MISSING_FIELD.code(), ana.code(call("hangup", "'code':0")));
    invited();
    accept();
    ana.okAlone(call("hangup", "'call_id':'" + callId + "','code':0,'error':'User hangup'"));
    for (Wire each : List.of(ana, bo)) {
      assertEquals(
          Map.of("code", 0, "reason", "User hangup", "error", "User hangup"),
          each.body("call", "hangup"));
    }
    assertEquals(
        Reason.CALL_NOT_FOUND.code(), ana.code(call("hangup", "'call_id':'" + callId + "'")));
  }
}
