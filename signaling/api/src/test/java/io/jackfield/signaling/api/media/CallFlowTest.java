package io.jackfield.signaling.api.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** media-call.md: calls between API connections, with the gateway's own call logic behind. */
class CallFlowTest {

  private final ApiWorld world = new ApiWorld();
  private final FakeClient ana = world.login("ana");
  private final FakeClient bo = world.login("bo");

  /** Whatever a test did: when all have left, nothing of any call is left. */
  @AfterEach
  void nothingIsLeft() {
    ana.leave();
    bo.leave();
    world.time.advance(Duration.ofSeconds(200));
    assertEquals(0, world.server.statistics().legs(), "legs");
    assertEquals(0, world.service.counts().calls(), "calls");
    assertEquals(0, world.service.counts().sessions(), "sessions");
  }

  private String call(Object... more) {
    Map<String, Object> data =
        new HashMap<>(
            Map.of(
                "callee",
                "bo",
                "type",
                "user",
                "offer",
                ApiWorld.OFFER,
                "backend",
                "fake",
                "caller",
                Map.of("name", "Ana")));
    for (int i = 0; i < more.length; i += 2) {
      data.put((String) more[i], more[i + 1]);
    }
    return (String) ana.ok("media/call/create", data).get("call_id");
  }

  private static Map<String, Object> of(String call, Object... more) {
    Map<String, Object> data = new HashMap<>(Map.of("call_id", call));
    for (int i = 0; i < more.length; i += 2) {
      data.put((String) more[i], more[i + 1]);
    }
    return data;
  }

  private static Map<String, Object> accept(String call) {
    return of(call, "answer", ApiWorld.OFFER, "callee", Map.of("name", "Bo"));
  }

  private static List<String> callEvents(FakeClient client) {
    return client.events().stream()
        .filter(e -> e.startsWith("media/call/"))
        .map(e -> e.substring(11))
        .toList();
  }

  @Test
  void aCallIsInvitedRingsIsAcceptedAndHungUp() {
    String call = call();
    Map<String, Object> invite = bo.invite();
    assertEquals(call, invite.get("call_id"));
    assertEquals("user", invite.get("type"));
    assertEquals("bo", invite.get("user"));
    assertEquals(Map.of("name", "Ana"), invite.get("caller"));
    assertTrue(((Map<?, ?>) invite.get("offer")).get("sdp").toString().startsWith("v=0"));
    assertTrue(invite.containsKey("session_id"));

    bo.ok("media/call/ringing", of(call, "callee", Map.of("name", "Bo")));
    assertEquals(Map.of("callee", Map.of("name", "Bo")), ana.body("media/call/ringing"));
    bo.ok("media/call/accepted", accept(call));
    Map<?, ?> answer = ana.body("media/call/answer");
    assertTrue(answer.containsKey("session_id"));
    assertTrue(((Map<?, ?>) answer.get("answer")).get("sdp").toString().startsWith("v=0"));
    assertEquals(List.of("ringing", "accepted", "answer"), callEvents(ana));
    assertEquals(List.of("ringing", "accepted"), callEvents(bo));
    Map<String, Object> info = ana.ok("media/call/get_info", of(call));
    assertEquals("ana", info.get("user_id"));
    assertEquals(List.of(of(call)), ana.okAny("media/call/get_list", Map.of()));

    ana.ok("media/call/hangup", of(call, "reason", "enough"));
    for (FakeClient each : List.of(ana, bo)) {
      Map<?, ?> body = each.body("media/call/hangup");
      assertEquals(305011, body.get("code"));
      assertEquals("API hangup: enough", body.get("reason"));
      assertEquals(body.get("reason"), body.get("error"));
      assertEquals(2, ((List<?>) each.okAny("core/event/get_subscriptions", Map.of())).size());
    }
    ana.refused(Reason.CALL_NOT_FOUND, "media/call/get_info", of(call));
  }

  @Test
  void theReplyToCreateAndToAcceptComesBeforeTheirEvents() {
    ana.heard.clear();
    String call = call();
    assertEquals("ok", ana.heard.get(0).get("result"));
    bo.heard.clear();
    bo.ok("media/call/accepted", accept(call));
    assertEquals("ok", bo.heard.get(0).get("result"));
    ana.heard.clear();
    ana.ok("media/call/hangup", of(call));
    assertEquals("ok", ana.heard.get(0).get("result"));
  }

  @Test
  void peerToPeerIsTheDefaultOfTheApi() {
    Map<String, Object> data =
        Map.of("callee", "bo", "offer", Map.of("sdp", ApiWorld.WEBRTC_SDP, "trickle_ice", true));
    String call = (String) ana.ok("media/call/create", data).get("call_id");
    assertEquals(ApiWorld.WEBRTC_SDP, ((Map<?, ?>) bo.invite().get("offer")).get("sdp"));
    bo.ok(
        "media/call/accepted",
        of(call, "answer", Map.of("sdp", ApiWorld.WEBRTC_SDP, "trickle_ice", true)));
    ana.body("media/call/answer");
    Map<String, Object> candidate =
        of(
            call,
            "sdpMid",
            "0",
            "sdpMLineIndex",
            0,
            "candidate",
            "candidate:1 1 udp 2130706431 127.0.0.1 4000 typ host");
    ana.ok("media/call/set_candidate", candidate);
    assertEquals(
        "candidate:1 1 udp 2130706431 127.0.0.1 4000 typ host",
        bo.body("media/call/candidate").get("candidate"));
    ana.ok("media/call/set_candidate_end", of(call));
    assertEquals(1, callEvents(bo).stream().filter("candidate_end"::equals).count());
    bo.ok("media/call/set_candidate", candidate);
    ana.body("media/call/candidate");
  }

  @Test
  void candidatesThatAreFasterThanTheAnswerToTheInviteComeAfterIt() {
    bo.answers = request -> Optional.empty();
    Map<String, Object> data =
        Map.of("callee", "bo", "offer", Map.of("sdp", ApiWorld.WEBRTC_SDP, "trickle_ice", true));
    String call = (String) ana.ok("media/call/create", data).get("call_id");
    String candidate = "candidate:1 1 udp 2130706431 127.0.0.1 4000 typ host";
    ana.ok("media/call/set_candidate", of(call, "sdpMLineIndex", 0, "candidate", candidate));
    ana.ok("media/call/set_candidate_end", of(call));
    assertEquals(List.of(), callEvents(bo));
    bo.answers = request -> Optional.of("{\"result\":\"ok\",\"tid\":" + request.get("tid") + "}");
    Object tid = bo.requests("invite").get(0).get("tid");
    bo.say("{\"result\":\"ok\",\"tid\":" + tid + "}");
    assertEquals(List.of("candidate", "candidate_end"), callEvents(bo));
    assertEquals(candidate, bo.body("media/call/candidate").get("candidate"));
  }

  @Test
  void everyConnectionOfAUserIsInvitedAndTheFirstToAcceptWins() {
    FakeClient boToo = world.login("bo");
    String call = call();
    bo.invite();
    boToo.invite();
    boToo.ok("media/call/accepted", accept(call));
    assertEquals(Reason.ALREADY_ANSWERED.code(), bo.body("media/call/hangup").get("code"));
    bo.refused(Reason.ALREADY_ANSWERED, "media/call/accepted", accept(call));
    bo.refused(Reason.ALREADY_ANSWERED, "media/call/ringing", of(call));
    bo.heard.clear();
    ana.ok("media/call/hangup", of(call));
    assertEquals(List.of(), callEvents(bo), "one hangup a connection and call");
    boToo.body("media/call/hangup");
    boToo.leave();
  }

  @Test
  void aLoserWithAWideSubscriptionHearsOneHangupAndNothingAfterIt() {
    FakeClient loser = world.login("admin");
    FakeClient winner = world.login("admin");
    FakeClient watcher = world.login("admin");
    loser.ok("core/event/subscribe", Map.of("class", "media", "subclass", "call"));
    watcher.ok("core/event/subscribe", Map.of("class", "media", "subclass", "call"));
    watcher.answers =
        request ->
            Optional.of(
                "{\"result\":\""
                    + (request.get("cmd").equals("invite") ? "error" : "ok")
                    + "\",\"tid\":"
                    + request.get("tid")
                    + "}");
    String call = call("callee", "admin");
    winner.ok("media/call/accepted", accept(call));
    ana.ok("media/call/hangup", of(call));
    world.time.advance(Duration.ofSeconds(5));
    assertEquals(List.of("accepted", "hangup"), callEvents(winner));
    assertEquals(1, callEvents(loser).stream().filter("hangup"::equals).count());
    assertEquals("hangup", callEvents(loser).get(callEvents(loser).size() - 1));
    assertEquals(1, callEvents(watcher).stream().filter("hangup"::equals).count());
    List.of(loser, winner, watcher).forEach(FakeClient::leave);
  }

  @Test
  void theOnlyDestinationsRejectionIsTheCallsReason() {
    String call = call();
    bo.ok("media/call/rejected", of(call, "code", 17, "reason", "not now"));
    assertEquals(17, ana.body("media/call/hangup").get("code"));
    assertEquals("not now", ana.body("media/call/hangup").get("reason"));
    bo.body("media/call/hangup");
  }

  @Test
  void oneOfTwoRejectsAndIsReleasedWhileTheOtherRingsOn() {
    FakeClient boToo = world.login("bo");
    String call = call();
    bo.ok("media/call/rejected", of(call));
    assertEquals(305003, bo.body("media/call/hangup").get("code"));
    assertEquals(List.of(), callEvents(ana));
    boToo.ok("media/call/accepted", accept(call));
    assertEquals(List.of("accepted", "answer"), callEvents(ana));
    assertEquals(List.of("hangup"), callEvents(bo));
    boToo.leave();
  }

  @Test
  void anErrorReplyToTheInviteRefuses() {
    bo.answers =
        request ->
            Optional.of(
                "{\"result\":\"error\",\"tid\":"
                    + request.get("tid")
                    + ",\"data\":{\"code\":21,\"error\":\"no calls\"}}");
    call();
    assertEquals(21, ana.body("media/call/hangup").get("code"));
    assertEquals("no calls", ana.body("media/call/hangup").get("reason"));
  }

  @Test
  void anUnknownWordIsNoAcceptance() {
    bo.answers =
        request -> Optional.of("{\"result\":\"perhaps\",\"tid\":" + request.get("tid") + "}");
    call();
    assertEquals(Reason.INVALID_REPLY.code(), ana.body("media/call/hangup").get("code"));
  }

  @Test
  void aClientThatDoesNotAnswerTheInviteIsClosedAndItsBranchFails() {
    bo.answers = request -> Optional.empty();
    call();
    world.time.advance(Duration.ofSeconds(5));
    assertEquals(Optional.of(4000), bo.closeCode);
    assertEquals(Reason.TIMEOUT.code(), ana.body("media/call/hangup").get("code"));
  }

  @Test
  void theInvitesReplyDecidesOnTheSubscription() {
    bo.answers =
        request ->
            Optional.of(
                "{\"result\":\"ok\",\"tid\":"
                    + request.get("tid")
                    + ",\"data\":{\"subscribe\":false}}");
    String call = call();
    bo.ok("media/call/ringing", of(call));
    assertEquals(List.of(), callEvents(bo));
    bo.ok(
        "media/call/accepted",
        of(call, "answer", ApiWorld.OFFER, "subscribe", true, "event_body", Map.of("t", 1)));
    assertEquals(1, bo.body("media/call/accepted").get("t"));
  }

  @Test
  void theInvitesEventBodyIsMerged() {
    bo.answers =
        request ->
            Optional.of(
                "{\"result\":\"ok\",\"tid\":"
                    + request.get("tid")
                    + ",\"data\":{\"event_body\":{\"tag\":9}}}");
    String call = call();
    bo.ok("media/call/ringing", of(call));
    assertEquals(9, bo.body("media/call/ringing").get("tag"));
  }

  @Test
  void ringingForTooLongEndsTheCall() {
    call("ring_timeout", 5);
    world.time.advance(Duration.ofSeconds(6));
    assertEquals(Reason.RING_TIMEOUT.code(), ana.body("media/call/hangup").get("code"));
    bo.body("media/call/hangup");
  }

  @Test
  void nobodyThereHangsUpAfterTheReply() {
    bo.leave();
    ana.heard.clear();
    call();
    assertEquals("ok", ana.heard.get(0).get("result"));
    assertEquals(Reason.NO_DESTINATION.code(), ana.body("media/call/hangup").get("code"));
  }

  @Test
  void theCallersOwnConnectionIsNotInvited() {
    FakeClient anaToo = world.login("ana");
    String call = call("callee", "ana");
    assertEquals(0, ana.requests("invite").size());
    assertEquals(call, anaToo.invite().get("call_id"));
    anaToo.leave();
  }

  @Test
  void aConnectionIsCalledByItsId() {
    FakeClient boToo = world.connect();
    boToo.ok("core/user/login", Map.of("user", "bo", "password", "secret", "session_id", "desk"));
    call("callee", "desk", "type", "session");
    assertEquals("session", boToo.invite().get("type"));
    assertEquals("desk", boToo.invite().get("session"));
    assertEquals(0, bo.requests("invite").size());
    boToo.leave();
  }

  @Test
  void theCallersLossEndsTheCall() {
    String call = call();
    ana.leave();
    world.time.advance(Duration.ofSeconds(1));
    assertEquals(List.of("hangup"), callEvents(bo));
    bo.refused(Reason.CALL_NOT_FOUND, "media/call/accepted", accept(call));
  }

  @Test
  void theOnlyInvitedOnesLossEndsTheCall() {
    call();
    bo.leave();
    world.time.advance(Duration.ofSeconds(1));
    assertEquals(Reason.CALLEE_STOPPED.code(), ana.body("media/call/hangup").get("code"));
  }

  @Test
  void theAnsweredOnesLossEndsTheCall() {
    String call = call();
    bo.ok("media/call/accepted", accept(call));
    bo.leave();
    world.time.advance(Duration.ofSeconds(1));
    assertEquals(Reason.CALLEE_STOPPED.code(), ana.body("media/call/hangup").get("code"));
  }

  @Test
  void hangingUpBeforeTheAnswerCancelsTheInvite() {
    String call = call();
    ana.ok("media/call/hangup", of(call));
    assertEquals(List.of("hangup"), callEvents(bo));
    assertEquals(List.of("hangup"), callEvents(ana));
  }

  @Test
  void aCancelledInviteThatIsAgreedToLateMakesNoSubscription() {
    bo.answers = request -> Optional.empty();
    String call = call();
    ana.ok("media/call/hangup", of(call));
    assertEquals(List.of("hangup"), callEvents(bo));
    bo.requests("invite").forEach(r -> bo.say("{\"result\":\"ok\",\"tid\":" + r.get("tid") + "}"));
    bo.answers = request -> Optional.of("{\"result\":\"ok\",\"tid\":" + request.get("tid") + "}");
    assertEquals(2, ((List<?>) bo.okAny("core/event/get_subscriptions", Map.of())).size());
  }

  @Test
  void aManagedAcceptNeedsAnAnswer() {
    String call = call();
    assertEquals(
        "Missing field: answer", bo.refused(Reason.MISSING_FIELD, "media/call/accepted", of(call)));
    bo.refused(Reason.MISSING_SDP, "media/call/accepted", of(call, "answer", Map.of()));
    bo.ok("media/call/accepted", accept(call));
  }

  @Test
  void createIsChecked() {
    Map<String, Object> data = new HashMap<>(Map.of("callee", "bo"));
    assertEquals(
        "Missing field: offer", ana.refused(Reason.MISSING_FIELD, "media/call/create", data));
    data.put("offer", Map.of());
    ana.refused(Reason.MISSING_SDP, "media/call/create", data);
    data.put("offer", ApiWorld.OFFER);
    data.put("ring_timeout", 181);
    ana.refused(Reason.SYNTAX_ERROR, "media/call/create", data);
    data.remove("ring_timeout");
    data.put("type", "verto");
    ana.refused(Reason.NOT_IMPLEMENTED, "media/call/create", data);
    String call = call("call_id", "mine");
    assertEquals("mine", call);
    data.put("type", "user");
    data.put("call_id", "mine");
    ana.refused(Reason.CALL_ALREADY_EXISTS, "media/call/create", data);
    bo.ok("media/call/accepted", accept("mine"));
    assertEquals(List.of("accepted", "answer"), callEvents(ana), "the first call goes on");
  }

  @Test
  void aLinkedCallUsesTheClientsSession() {
    String session =
        (String)
            ana.ok("media/session/create", Map.of("type", "p2p", "offer", ApiWorld.OFFER))
                .get("session_id");
    bo.refused(
        Reason.UNAUTHORIZED, "media/call/create", Map.of("callee", "ana", "session_id", session));
    bo.refused(
        Reason.SESSION_NOT_FOUND, "media/call/create", Map.of("callee", "ana", "session_id", "no"));
    String call =
        (String)
            ana.ok(
                    "media/call/create",
                    Map.of("callee", "bo", "session_id", session, "offer", Map.of("dest", "x")))
                .get("call_id");
    assertFalse(bo.invite().containsKey("session_id"));
    assertEquals("x", ((Map<?, ?>) bo.invite().get("offer")).get("dest"));
    bo.ok("media/call/accepted", of(call, "answer", ApiWorld.OFFER));
    ana.body("media/session/answer");
    assertTrue(callEvents(ana).contains("answer"));
    bo.ok("media/call/hangup", of(call));
    world.time.advance(Duration.ofSeconds(1));
    ana.body("media/session/destroyed");
  }

  @Test
  void othersMayNotUseACall() {
    String call = call();
    ApiWorld other = world;
    FakeClient admin = other.login("admin");
    admin.ok("media/call/get_info", of(call));
    admin.refused(Reason.ALREADY_ANSWERED, "media/call/accepted", accept(call));
    admin.refused(Reason.UNKNOWN_PEER, "media/call/set_candidate_end", of(call));
    bo.ok("media/call/get_info", of(call));
    bo.ok("media/call/rejected", of(call));
    String second = call("callee", "admin");
    for (String cmd : List.of("ringing", "accepted", "rejected", "hangup", "get_info")) {
      bo.refused(Reason.UNAUTHORIZED, "media/call/" + cmd, of(second));
      bo.refused(Reason.CALL_NOT_FOUND, "media/call/" + cmd, of("no"));
    }
    assertEquals(List.of(), bo.okAny("media/call/get_list", Map.of()));
    assertEquals(List.of(of(second)), admin.okAny("media/call/get_list", Map.of()));
    admin.ok("media/call/hangup", of(second));
    admin.leave();
  }

  @Test
  void theInvitedOneMayUseItsSession() {
    call();
    Object session = bo.invite().get("session_id");
    bo.ok("media/session/get_info", Map.of("session_id", session));
    world.login("admin");
    FakeClient anaToo = world.login("ana");
    anaToo.refused(Reason.UNAUTHORIZED, "media/session/get_info", Map.of("session_id", session));
    anaToo.leave();
  }

  private void event(FakeClient client, String type, String call, String body) {
    client.say(
        "{\"class\":\"core\",\"cmd\":\"event\",\"tid\":\"e\",\"data\":{\"class\":\"media\","
            + "\"subclass\":\"call\",\"type\":\""
            + type
            + "\",\"obj_id\":\""
            + call
            + "\",\"body\":"
            + body
            + "}}");
    Map<String, Object> reply =
        client.heard.stream()
            .filter(m -> "e".equals(m.get("tid")))
            .reduce((first, last) -> last)
            .orElseThrow();
    assertEquals(Map.of("result", "ok", "tid", "e"), reply);
  }

  @Test
  void theOlderEventFormAnswersInvitesToo() {
    String call = call();
    event(bo, "ringing", call, "{}");
    event(
        bo,
        "accepted",
        call,
        "{\"answer\":{\"sdp\":\"" + ApiWorld.SDP.replace("\r\n", "\\r\\n") + "\"}}");
    assertEquals(List.of("ringing", "accepted", "answer"), callEvents(ana));
    String second = call();
    event(bo, "rejected", second, "{\"code\":17}");
    assertEquals(17, ana.body("media/call/hangup").get("code"));
  }

  @Test
  void aFailedEventFormIsAnsweredByAHangup() {
    String call = call();
    event(bo, "accepted", call, "{}");
    assertEquals(Reason.MISSING_FIELD.code(), bo.body("media/call/hangup").get("code"));
    assertEquals(1, callEvents(ana).stream().filter("hangup"::equals).count());
    bo.heard.clear();
    event(bo, "ringing", "nothing", "{}");
    assertEquals(Reason.CALL_NOT_FOUND.code(), bo.body("media/call/hangup").get("code"));
  }
}
