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
import org.junit.jupiter.api.Test;

/** Calls of clients whose connection is lost (sip-pbx.md, "socket loss"). */
class CallReattachTest {

  private static final Duration ALMOST = Duration.ofSeconds(59);

  private final ApiWorld world = new ApiWorld();
  private final FakeClient ana = login("ana", "desk-of-ana");
  private final FakeClient bo = login("bo", "desk-of-bo");

  private FakeClient login(String user, String id) {
    FakeClient client = world.connect();
    client.ok("core/user/login", credentials(user, id));
    client.heard.clear();
    return client;
  }

  private static Map<String, Object> credentials(String user, String id) {
    return Map.of("user", user, "password", "secret", "session_id", id);
  }

  private String call() {
    Map<String, Object> data =
        Map.of("callee", "bo", "type", "user", "offer", ApiWorld.OFFER, "backend", "fake");
    return (String) ana.ok("media/call/create", data).get("call_id");
  }

  private static Map<String, Object> of(String call, Object... more) {
    Map<String, Object> data = new HashMap<>(Map.of("call_id", call));
    for (int i = 0; i < more.length; i += 2) {
      data.put((String) more[i], more[i + 1]);
    }
    return data;
  }

  private String talk() {
    String call = call();
    bo.ok("media/call/accepted", of(call, "answer", ApiWorld.OFFER));
    ana.heard.clear();
    bo.heard.clear();
    return call;
  }

  private FakeClient back(String user, String id, List<String> calls) {
    FakeClient client = world.connect();
    Map<String, Object> reply = client.ok("core/user/login", credentials(user, id));
    assertEquals(calls, reply.getOrDefault("calls", List.of()));
    client.heard.clear();
    return client;
  }

  private static boolean hungUp(FakeClient client) {
    return client.events().contains("media/call/hangup");
  }

  @Test
  void whoComesBackInTimeGoesOnWithItsCall() {
    String call = talk();
    bo.lose();
    world.time.advance(ALMOST);
    assertFalse(hungUp(ana));
    FakeClient again = back("bo", "desk-of-bo", List.of(call));
    world.time.advance(Duration.ofSeconds(120));
    assertFalse(hungUp(ana));
    // It hears of the call, acts for its own leg, and ends it.
    ana.ok("media/call/hold", of(call));
    assertEquals(Map.of("by", "caller"), again.body("media/call/hold"));
    again.ok("media/call/send_dtmf", of(call, "digits", "5"));
    assertTrue(ana.events().contains("media/call/dtmf"));
    again.ok("media/call/hangup", of(call));
    assertTrue(hungUp(ana));
    assertEquals(1, again.events().stream().filter("media/call/hangup"::equals).count());
    world.time.advance(Duration.ofSeconds(5));
    assertEquals(0, world.server.statistics().legs());
    assertEquals(0, world.engine.load());
  }

  @Test
  void theCallerMayComeBackTooAndIsToldOfTheEnd() {
    String call = talk();
    ana.lose();
    world.time.advance(ALMOST);
    FakeClient again = back("ana", "desk-of-ana", List.of(call));
    bo.ok("media/call/hangup", of(call));
    assertTrue(hungUp(again));
  }

  @Test
  void whoStaysAwayLosesItsCall() {
    String call = talk();
    bo.lose();
    world.time.advance(Duration.ofSeconds(61));
    assertEquals(Reason.CALLEE_STOPPED.code(), ana.body("media/call/hangup").get("code"));
    back("bo", "desk-of-bo", List.of());
    ana.refused(Reason.CALL_NOT_FOUND, "media/call/get_info", of(call));
  }

  @Test
  void aCallThatEndsMeanwhileIsNotGivenBack() {
    String call = talk();
    bo.lose();
    ana.ok("media/call/hangup", of(call));
    world.time.advance(Duration.ofSeconds(5));
    back("bo", "desk-of-bo", List.of());
    world.time.advance(Duration.ofSeconds(120));
    assertEquals(0, world.server.statistics().legs());
  }

  @Test
  void whatStillRingsEndsAtOnce() {
    call();
    ana.lose();
    world.time.advance(Duration.ofSeconds(1));
    assertTrue(hungUp(bo));
  }

  @Test
  void whoClosesItsConnectionHasLeft() {
    talk();
    bo.leave();
    world.time.advance(Duration.ofSeconds(1));
    assertTrue(hungUp(ana));
  }

  @Test
  void sessionsWaitWithTheCallAndEndWithTheTimeOrLater() {
    Map<String, Object> echo =
        Map.of("type", "echo", "backend", "fake", "offer", ApiWorld.OFFER, "session_id", "mine");
    bo.ok("media/session/create", echo);
    talk();
    bo.lose();
    FakeClient again = back("bo", "desk-of-bo", List.of(callOf()));
    assertEquals(
        "echo", again.ok("media/session/get_info", Map.of("session_id", "mine")).get("type"));
    again.ok("media/session/destroy", Map.of("session_id", "mine"));
    assertTrue(again.events().contains("media/session/destroyed"), "its subscriptions are back");
    again.ok("media/session/create", echo);
    again.lose();
    world.time.advance(Duration.ofSeconds(61));
    login("bo", "new")
        .refused(Reason.SESSION_NOT_FOUND, "media/session/get_info", Map.of("session_id", "mine"));
  }

  private String callOf() {
    Map<?, ?> one = (Map<?, ?>) ((List<?>) ana.okAny("media/call/get_list", Map.of())).get(0);
    return (String) one.get("call_id");
  }

  @Test
  void nobodyElseGetsTheIdMeanwhile() {
    String call = talk();
    bo.lose();
    FakeClient stranger = world.connect();
    stranger.refused(
        Reason.DUPLICATED_SESSION_ID, "core/user/login", credentials("ana", "desk-of-bo"));
    assertFalse(hungUp(ana));
    back("bo", "another-id", List.of());
    back("bo", "desk-of-bo", List.of(call));
  }
}
