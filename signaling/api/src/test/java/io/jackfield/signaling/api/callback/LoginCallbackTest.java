package io.jackfield.signaling.api.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The callback {@code api_server_login}. */
class LoginCallbackTest {

  private static final String LOGIN = "core/user/login";
  private static final String ASKED = "api_server_login";

  private final ApiWorld world = new ApiWorld();
  private final FakeClient admin = holder();

  private FakeClient holder() {
    FakeClient holder = world.login("admin");
    holder.ok("core/callback/register", Map.of("callback", "login"));
    return holder;
  }

  private static Map<String, Object> as(String user, String password) {
    return Map.of("user", user, "password", password);
  }

  /** Tries to log in; the reply once the penalty is over. */
  private Map<String, Object> refused(Map<String, Object> data) {
    FakeClient client = world.connect();
    long tid = client.send(LOGIN, data);
    world.time.advance(Duration.ofMillis(100));
    return client.reply(tid).orElseThrow();
  }

  @Test
  void theHolderIsToldWhoWantsToLogIn() {
    admin.grant(ASKED, "{\"authorized\":true}");
    FakeClient client = world.connect();
    Map<String, Object> data = new HashMap<>(as("guest", "x1"));
    data.put("session_id", "c-8");
    data.put("app", "phone");
    data.put("remote", "forged");
    assertEquals(Map.of("session_id", "c-8"), client.ok(LOGIN, data));
    assertEquals(
        Map.of(
            "user", "guest",
            "pass", "x1",
            "session_id", "c-8",
            "app", "phone",
            "remote", client.remote()),
        admin.requests(ASKED).get(0).get("data"));
    assertEquals("callback", admin.requests(ASKED).get(0).get("subclass"));
    client.refused(Reason.UNAUTHORIZED, "core/user/list", Map.of());
  }

  @Test
  void theHolderMayGiveAnotherNameAnotherIdAndMore() {
    admin.grant(
        ASKED,
        "{\"authorized\":\"true\",\"user\":\"ana\",\"session_id\":\"given\",\"meta\":{\"level\":3}}");
    FakeClient client = world.connect();
    assertEquals(Map.of("session_id", "given"), client.ok(LOGIN, as("token-17", "x")));
    Map<String, Object> shown = admin.ok("core/user/get", Map.of("user", "ana"));
    assertEquals(Map.of("level", 3), ((Map<?, ?>) shown.get("given")).get("meta"));
    assertEquals(
        List.of(
            Map.of("class", "core", "subclass", "user_event", "type", "*", "obj_id", "ana"),
            Map.of("class", "core", "subclass", "session_event", "type", "*", "obj_id", "given")),
        client.okAny("core/event/get_subscriptions", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "\"false\""})
  void noMeansNoAlsoForStaticUsers(String no) {
    admin.grant(ASKED, "{\"authorized\":" + no + ",\"reason\":\"wrong PIN\"}");
    assertEquals(
        Map.of("code", 100030, "error", "wrong PIN"), refused(as("ana", "secret")).get("data"));
    admin.grant(ASKED, "{\"authorized\":" + no + "}");
    assertEquals(
        "Unauthorized", FakeClient.refusal(Reason.UNAUTHORIZED, LOGIN, refused(as("bo", "x"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\":\"error\",\"data\":{\"code\":1,\"error\":\"x\"},\"tid\":TID}",
        "{\"result\":\"perhaps\",\"tid\":TID}",
        "{\"result\":\"ok\",\"tid\":TID}",
        "{\"result\":\"ok\",\"data\":[],\"tid\":TID}",
        "{\"result\":\"ok\",\"data\":{\"authorized\":\"yes\"},\"tid\":TID}",
        "{\"result\":\"ok\",\"data\":{\"authorized\":true,\"user\":\"*\"},\"tid\":TID}",
        "{\"result\":\"ok\",\"data\":{\"authorized\":true,\"session_id\":{}},\"tid\":TID}"
      })
  void whenEveryHolderFailsTheStaticUsersAreAsked(String answer) {
    admin.answer(ASKED, answer);
    world.connect().ok(LOGIN, as("ana", "secret"));
    FakeClient.refusal(Reason.UNAUTHORIZED, LOGIN, refused(as("guest", "x")));
  }

  @Test
  void aHolderThatNeverAnswersOrGoesIsAFailureToo() {
    admin.answers = request -> Optional.empty();
    FakeClient client = world.connect();
    long tid = client.send(LOGIN, as("ana", "secret"));
    assertEquals(1, client.acks(), "acked at once");
    world.time.advance(Duration.ofSeconds(5));
    assertEquals("ok", client.reply(tid).orElseThrow().get("result"));
    assertEquals(Optional.of(4000), admin.closeCode);
  }

  @Test
  void anotherHolderIsAskedWhenOneFails() {
    admin.answer(ASKED, "{\"result\":\"error\",\"tid\":TID}");
    FakeClient second = holder();
    second.grant(ASKED, "{\"authorized\":true}");
    int logins = 12;
    for (int i = 0; i < logins; i++) {
      world.connect().ok(LOGIN, Map.of("user", "guest-" + i));
    }
    assertEquals(logins, second.requests(ASKED).size());
    assertTrue(admin.requests(ASKED).size() < logins, "the load is shared");
  }

  @Test
  void administratorsNeedNoHolderAndNoHolderLearnsTheirPasswords() {
    admin.grant(ASKED, "{\"authorized\":true}");
    world.connect().ok(LOGIN, as("admin", "admin-secret"));
    world.connect().ok(LOGIN, as("root", "admin-secret"));
    FakeClient.refusal(Reason.UNAUTHORIZED, LOGIN, refused(as("root", "wrong")));
    assertEquals(List.of(), admin.requests(ASKED));
  }

  @Test
  void anIdTheHolderGivesMustBeFreeToo() {
    admin.grant(ASKED, "{\"authorized\":true,\"session_id\":\"same\"}");
    world.connect().ok(LOGIN, Map.of("user", "one"));
    FakeClient second = world.connect();
    second.refused(Reason.DUPLICATED_SESSION_ID, LOGIN, Map.of("user", "two"));
    assertEquals(Optional.of(4001), second.closeCode);
  }
}
