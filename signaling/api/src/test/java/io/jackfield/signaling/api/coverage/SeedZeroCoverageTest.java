package io.jackfield.signaling.api.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.api.testing.ApiWorld;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Management API: the core API")
class SeedZeroCoverageTest {

  /** With an engine that answers when the far side is known, which proxies need. */
  private final ApiWorld world = new ApiWorld(true);

  private final Wire client = loggedIn();

  private Wire loggedIn() {
    Wire wire = new Wire(world, world.connect());
    wire.ok(
        "{'class':'nkmedia','cmd':'login','data':{'service':'default','password':'admin-secret'},'tid':1}");
    wire.forget();
    return wire;
  }

  private String created(String data) {
    return (String)
        client
            .ok("{'class':'nkmedia','cmd':'create_session','data':" + data + ",'tid':1}")
            .get("session_id");
  }

  private String offer(String session, String more) {
    return "{'class':'nkmedia','cmd':'session_offer','data':{'session_id':'"
        + session
        + "',"
        + more
        + "},'tid':1}";
  }

  private String answer(String session, String more) {
    return offer(session, more).replace("session_offer", "session_answer");
  }

  @Test
  @DisplayName("core API usable with no plugin and no backend")
  void noPluginNoBackend() {
    ApiServer bare = world.add("bare", List.of());
    Wire one = new Wire(world, world.connect(bare));
    one.ok("{'class':'core','cmd':'login','data':{'user':'ana','pass':'secret'},'tid':1}");
    Wire two = new Wire(world, world.connect(bare));
    two.ok("{'class':'core','cmd':'login','data':{'user':'bo','pass':'secret'},'tid':1}");
    String session =
        (String)
            one.ok("{'class':'nkmedia','cmd':'create_session','data':{},'tid':1}")
                .get("session_id");
    one.okAlone(offer(session, "'op':'sdp','offer':{'sdp':'SDP'}"));
    one.ok(
        "{'class':'media','subclass':'call','cmd':'start','data':{'session_id':'"
            + session
            + "','type':'user','user':'bo'},'tid':1}");
    assertTrue(two.asked("invite").containsKey("call_id"));
  }

  @Test
  @DisplayName("login is the first thing after connecting to the WebSocket")
  void loginIsFirst() {
    Wire stranger = new Wire(world, world.connect());
    assertEquals(
        Reason.NOT_AUTHENTICATED.code(),
        stranger.code("{'class':'nkmedia','cmd':'create_session','data':{},'tid':1}"));
    stranger.ok(
        "{'class':'nkmedia','cmd':'login','data':{'service':'default','password':'admin-secret'},'tid':1}");
  }

  @Test
  @DisplayName("log in to a started service chosen by name")
  void aServiceChosenByName() {
    ApiServer more = world.add("more");
    Wire wire = new Wire(world, world.connect(world.core));
    wire.ok(
        "{'class':'nkmedia','cmd':'login','data':{'service':'more','password':'admin-secret'},'tid':1}");
    assertEquals(1, more.connections().size());
    more.close();
    assertEquals(
        Reason.SERVICE_NOT_FOUND.code(),
        new Wire(world, world.connect(world.core))
            .code(
                "{'class':'nkmedia','cmd':'login','data':{'service':'more','password':'admin-secret'},'tid':1}"));
  }

  @Test
  @DisplayName("default core service nkmedia_core, used to start services where media runs")
  void theCoreService() {
    Wire wire = new Wire(world, world.connect(world.core));
    wire.ok(
        "{'class':'nkmedia','cmd':'login','data':{'service':'nkmedia_core','password':'admin-secret'},'tid':1}");
    assertEquals(1, world.core.connections().size());
    wire.okAlone("{'class':'core','cmd':'start_service','data':{'service':'more'},'tid':1}");
    assertEquals(List.of("start more"), world.control.asked);
  }

  @Test
  @DisplayName("login fields service, password; class nkmedia; reply ok")
  void loginFields() {
    assertEquals(
        Reason.MISSING_FIELD.code(),
        new Wire(world, world.connect())
            .code("{'class':'nkmedia','cmd':'login','data':{'service':'default'},'tid':1}"));
    assertEquals(
        Reason.MISSING_FIELD.code(),
        new Wire(world, world.connect())
            .code("{'class':'nkmedia','cmd':'login','data':{'password':'admin-secret'},'tid':1}"));
    Wire right = new Wire(world, world.connect());
    Map<String, Object> reply =
        right.ask(
            "{'class':'nkmedia','cmd':'login','data':{'service':'default','password':'admin-secret'},'tid':1}");
    assertEquals("ok", reply.get("result"));
  }

  @Test
  @DisplayName("create a service (empty heading)")
  void createAService() {
    Wire wire = new Wire(world, world.connect(world.core));
    wire.ok(
        "{'class':'nkmedia','cmd':'login','data':{'service':'nkmedia_core','password':'admin-secret'},'tid':1}");
    wire.ok("{'class':'core','cmd':'create_service','data':{'name':'mine'},'tid':1}");
    assertEquals(List.of("create mine true {}"), world.control.asked);
    assertEquals(
        Reason.UNAUTHORIZED.code(),
        client.code("{'class':'core','cmd':'create_service','data':{'name':'mine2'},'tid':1}"));
  }

  @Test
  @DisplayName("sessions are the key objects; any number")
  void anyNumberOfSessions() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      ids.add(created("{}"));
    }
    assertEquals(100, ids.size());
    assertEquals(100, world.service.counts().sessions());
  }

  @Test
  @DisplayName("create_session, every field optional; reply session_id")
  void everyFieldIsOptional() {
    assertEquals(36, created("{}").length());
    String all =
        created(
            "{'wait_timeout':30,'ready_timeout':60,'ring_timeout':10,'hangup_after_error':false}");
    Map<String, Object> info =
        client.ok("{'class':'media','cmd':'get_info','data':{'session_id':'" + all + "'},'tid':1}");
    assertEquals(30, info.get("wait_timeout"));
    assertEquals("p2p", info.get("type"));
  }

  @Test
  @DisplayName("wait_timeout 60 s, inactive sessions")
  void waitTimeout() {
    created("{}");
    world.time.advance(Duration.ofSeconds(59));
    assertEquals(1, world.service.counts().sessions());
    world.time.advance(Duration.ofSeconds(1));
    assertEquals("Session timeout", client.body("session", "destroyed").get("reason"));
    client.forget();
    created("{'wait_timeout':30}");
    world.time.advance(Duration.ofSeconds(30));
    client.event("session", "destroyed");
  }

  private String ready(String data) {
    String session = created(data);
    client.okAlone(offer(session, "'op':'sdp','offer':{'sdp':'SDP'}"));
    client.okAlone(answer(session, "'op':'sdp','answer':{'sdp':'SDP'}"));
    return session;
  }

  @Test
  @DisplayName("ready_timeout 86400 s, active sessions")
  void readyTimeout() {
    ready("{}");
    world.time.advance(Duration.ofSeconds(86_399));
    assertEquals(1, world.service.counts().sessions());
    world.time.advance(Duration.ofSeconds(1));
    assertEquals("Session timeout", client.body("session", "destroyed").get("reason"));
    client.forget();
    ready("{'ready_timeout':100}");
    world.time.advance(Duration.ofSeconds(100));
    client.event("session", "destroyed");
  }

  @Test
  @DisplayName("ring_timeout 30 s, ringing sessions")
  void ringTimeout() {
    Wire bo = new Wire(world, world.login("bo"));
    String session = created("{}");
    client.okAlone(offer(session, "'op':'sdp','offer':{'sdp':'SDP'}"));
    client.ok(
        "{'class':'media','subclass':'call','cmd':'start','data':{'session_id':'"
            + session
            + "','type':'user','user':'bo'},'tid':1}");
    assertTrue(bo.asked("invite").containsKey("call_id"));
    world.time.advance(Duration.ofSeconds(29));
    assertEquals(1, world.service.counts().calls());
    world.time.advance(Duration.ofSeconds(1));
    assertEquals("Ring timeout", client.body("call", "hangup").get("reason"));
    assertEquals(
        Reason.SYNTAX_ERROR.code(),
        client.code(
            "{'class':'nkmedia','cmd':'create_session','data':{'ring_timeout':181},'tid':1}"));
  }

  @Test
  @DisplayName("hangup_after_error true")
  void hangupAfterError() {
    String session = created("{}");
    Map<String, Object> info =
        client.ok(
            "{'class':'media','cmd':'get_info','data':{'session_id':'" + session + "'},'tid':1}");
    assertEquals(true, info.get("hangup_after_error"));
    String other = created("{'hangup_after_error':'false'}");
    assertEquals(
        false,
        client
            .ok("{'class':'media','cmd':'get_info','data':{'session_id':'" + other + "'},'tid':1}")
            .get("hangup_after_error"));
  }

  @Test
  @DisplayName("new session is in wait; an offer operation and an answer operation must follow")
  void offerAndAnswerFollow() {
    String session = created("{}");
    String info =
        "{'class':'media','cmd':'get_info','data':{'session_id':'" + session + "'},'tid':1}";
    assertEquals("wait", client.ok(info).get("state"));
    assertEquals(
        Reason.OFFER_NOT_SET.code(),
        client.code(answer(session, "'op':'sdp','answer':{'sdp':'SDP'}")));
    client.okAlone(offer(session, "'op':'sdp','offer':{'sdp':'SDP'}"));
    assertEquals("wait", client.ok(info).get("state"));
    client.okAlone(answer(session, "'op':'sdp','answer':{'sdp':'SDP'}"));
    assertEquals("ready", client.ok(info).get("state"));
    assertEquals(
        Reason.OFFER_ALREADY_SET.code(),
        client.code(offer(session, "'op':'sdp','offer':{'sdp':'SDP'}")));
  }

  @Test
  @DisplayName("an event is generated when the session stops")
  void anEventWhenTheSessionStops() {
    String session = created("{}");
    client.okAlone(
        "{'class':'nkmedia','cmd':'stop_session','data':{'session_id':'" + session + "'},'tid':1}");
    assertEquals(session, client.event("session", "destroyed").get("obj_id"));
  }

  @Test
  @DisplayName("session_offer with op and offer")
  void sessionOffer() {
    String session = created("{}");
    assertEquals(Reason.MISSING_FIELD.code(), client.code(offer(session, "'offer':{'sdp':'SDP'}")));
    assertEquals(Reason.MISSING_FIELD.code(), client.code(offer(session, "'op':'sdp'")));
    client.okAlone(
        offer(session, "'op':'sdp','offer':{'sdp':'SDP','sdp_type':'webrtc','type':'offer'}"));
  }

  @Test
  @DisplayName("raw SDP offers, WebRTC or SIP compatible; sdp_type")
  void rawDescriptions() {
    String webrtc =
        offer(created("{}"), "'op':'sdp','offer':{'sdp':'WEB','sdp_type':'webrtc'}")
            .replace("WEB", ApiWorld.WEBRTC_SDP.replace("\r\n", "\\r\\n"));
    client.okAlone(webrtc);
    for (String kind : List.of("rtp", "sip")) {
      client.okAlone(
          offer(created("{}"), "'op':'sdp','offer':{'sdp':'SDP','sdp_type':'" + kind + "'}"));
    }
    assertEquals(
        Reason.SYNTAX_ERROR.code(),
        client.code(offer(created("{}"), "'op':'sdp','offer':{'sdp':'SDP','sdp_type':'other'}")));
  }

  @Test
  @DisplayName("operations that generate or transform an offer")
  void operationsThatMakeAnOffer() {
    Map<String, Object> made = client.ok(offer(created("{}"), "'op':'play','uri':'tone.wav'"));
    assertTrue(made.containsKey("offer"), made.toString());
    Map<String, Object> transformed =
        client.ok(offer(created("{}"), "'op':'proxy','offer':{'sdp':'SDP','sdp_type':'rtp'}"));
    assertTrue(transformed.containsKey("offer"), transformed.toString());
  }

  @Test
  @DisplayName("without plugins only op: \"sdp\"")
  void withoutPluginsOnlySdp() {
    ApiServer bare = world.add("bare", List.of());
    Wire one = new Wire(world, world.connect(bare));
    one.ok("{'class':'core','cmd':'login','data':{'user':'ana','pass':'secret'},'tid':1}");
    for (String op : List.of("proxy", "play", "listen", "nothing")) {
      String session =
          (String)
              one.ok("{'class':'nkmedia','cmd':'create_session','data':{},'tid':1}")
                  .get("session_id");
      int code =
          one.code(
              offer(
                  session,
                  "'op':'"
                      + op
                      + "','uri':'x','publisher_id':'none','offer':{'sdp':'SDP','sdp_type':'rtp'}"));
      assertTrue(
          Set.of(Reason.NOT_IMPLEMENTED.code(), Reason.INVALID_PUBLISHER.code()).contains(code),
          op + " " + code);
    }
  }

  @Test
  @DisplayName("SDP may come from the browser, SIP or Verto")
  void descriptionsFromAnywhere() {
    rawDescriptions();
  }

  @Test
  @DisplayName("offer fields sdp, sdp_type, type: \"offer\", more")
  void offerFields() {
    String session = created("{}");
    client.okAlone(
        offer(
            session,
            "'op':'sdp','offer':{'sdp':'SDP','sdp_type':'webrtc','type':'offer','dest':'x','more':[1]}"));
    Map<?, ?> kept =
        (Map<?, ?>)
            client
                .ok(
                    "{'class':'media','cmd':'get_offer','data':{'session_id':'"
                        + session
                        + "'},'tid':1}")
                .get("offer");
    assertEquals("x", kept.get("dest"));
    assertFalse(kept.containsKey("type"));
    assertEquals(
        Reason.INVALID_VALUE.code(),
        client.code(offer(created("{}"), "'op':'sdp','offer':{'sdp':'SDP','type':'answer'}")));
  }

  @Test
  @DisplayName("subscribe to any number of events of the own service; class and optional subclass")
  void subscribe() {
    client.okAlone("{'class':'core','cmd':'subscribe','data':{'class':'media'},'tid':1}");
    client.okAlone(
        "{'class':'core','cmd':'subscribe','data':{'class':'app','subclass':'one'},'tid':1}");
    client.okAlone(
        "{'class':'core','cmd':'subscribe','data':{'class':'app','subclass':'two'},'tid':1}");
    assertEquals(
        5,
        ((List<?>) client.ask("{'class':'core','cmd':'get_subscriptions','tid':1}").get("data"))
            .size());
  }

  @Test
  @DisplayName("after subscribing all related events of the service arrive")
  void relatedEventsArrive() {
    client.okAlone(
        "{'class':'core','cmd':'subscribe','data':{'class':'media','subclass':'session'},'tid':1}");
    client.forget();
    Wire ana = new Wire(world, world.login("ana"));
    ana.ok("{'class':'nkmedia','cmd':'create_session','data':{},'tid':1}");
    ana.client.leave();
    assertEquals(
        List.of("media/session/created", "media/session/destroyed"), client.client.events());
  }

  @Test
  @DisplayName("logged in to the core service: events of all services")
  void eventsOfAllServices() {
    Wire core = new Wire(world, world.connect(world.core));
    core.ok(
        "{'class':'nkmedia','cmd':'login','data':{'service':'nkmedia_core','password':'admin-secret'},'tid':1}");
    core.okAlone("{'class':'core','cmd':'subscribe','data':{'class':'media'},'tid':1}");
    created("{}");
    assertEquals("default", core.event("session", "created").get("service"));
  }

  @Test
  @DisplayName("core event table (empty)")
  void coreEvents() {
    client.okAlone("{'class':'core','cmd':'subscribe','data':{'class':'core'},'tid':1}");
    client.forget();
    world.login("ana").leave();
    assertEquals(
        List.of("core/session_event/login", "core/session_event/logout"), client.client.events());
  }
}
