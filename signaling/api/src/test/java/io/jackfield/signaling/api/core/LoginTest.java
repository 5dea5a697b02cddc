package io.jackfield.signaling.api.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** protocol.md, "Login". */
class LoginTest {

  private static final String LOGIN = "core/user/login";
  private final ApiWorld world = new ApiWorld();

  private static Map<String, Object> as(String user, String password) {
    return Map.of("user", user, "password", password);
  }

  private static ApiWorld anyUser() {
    return new ApiWorld(
        o -> o.with(o.access().withAnyUser(true)), Runnable::run, FakeEngine.Manners.GOOD);
  }

  @Test
  void staticUsersAndAdministratorsLogInWithTheirPasswords() {
    for (Map<String, Object> who :
        List.of(as("ana", "secret"), as("admin", "admin-secret"), as("root", "admin-secret"))) {
      String id = (String) world.connect().ok(LOGIN, who).get("session_id");
      assertEquals(36, id.length());
    }
  }

  @Test
  void aServiceAndItsPasswordMakeTheAdministrator() {
    FakeClient client = world.connect();
    client.ok(LOGIN, Map.of("service", "default", "password", "admin-secret"));
    client.ok("core/event/subscribe", Map.of("class", "media"));
    world
        .connect()
        .refused(Reason.SERVICE_NOT_FOUND, LOGIN, Map.of("service", "other", "password", "x"));
    FakeClient older = world.connect();
    older.say(
        "{\"class\":\"nkmedia\",\"cmd\":\"login\",\"tid\":1,"
            + "\"data\":{\"service\":\"default\",\"pass\":\"admin-secret\"}}");
    assertEquals("ok", older.reply(1).orElseThrow().get("result"));
  }

  @Test
  void aLoginNeedsAUser() {
    assertEquals(
        "Missing field: user", world.connect().refused(Reason.MISSING_FIELD, LOGIN, Map.of()));
  }

  @Test
  void anyUserDoesNotOpenNamesThatSomebodyOwns() {
    ApiWorld open = anyUser();
    open.connect().ok(LOGIN, Map.of("user", "guest"));
    for (String owned : List.of("ana", "admin", "root")) {
      FakeClient client = open.connect();
      long tid = client.send(LOGIN, Map.of("user", owned));
      open.time.advance(Duration.ofMillis(100));
      FakeClient.refusal(Reason.UNAUTHORIZED, owned, client.reply(tid).orElseThrow());
    }
  }

  @Test
  void aFailedLoginCosts100MillisecondsThenTwiceAsMuchUpTo5Seconds() {
    FakeClient client = world.connect();
    for (long delay : new long[] {100, 200, 400, 800, 1_600, 3_200, 5_000}) {
      long tid = client.send(LOGIN, as("ana", "wrong"));
      world.time.advance(Duration.ofMillis(delay - 1));
      assertTrue(client.reply(tid).isEmpty(), "before " + delay);
      world.time.advance(Duration.ofMillis(1));
      FakeClient.refusal(Reason.UNAUTHORIZED, LOGIN, client.reply(tid).orElseThrow());
    }
    assertFalse(client.isClosed());
    client.ok(LOGIN, as("ana", "secret"));
  }

  @Test
  void theTenthFailureCloses1008() {
    FakeClient client = world.connect();
    long[] delays = {100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000, 5_000};
    for (long delay : delays) {
      assertFalse(client.isClosed(), "before " + delay);
      client.send(LOGIN, as("nobody", "wrong"));
      world.time.advance(Duration.ofMillis(delay));
    }
    assertEquals(Optional.of(1008), client.closeCode);
  }

  @Test
  void oneLoginIsCheckedAtATime() {
    Deque<Runnable> pool = new ArrayDeque<>();
    ApiWorld slow = new ApiWorld(o -> o, pool::add, FakeEngine.Manners.GOOD);
    FakeClient client = slow.connect();
    long first = client.send(LOGIN, as("ana", "secret"));
    client.refused(Reason.INVALID_STATE, LOGIN, as("ana", "secret"));
    client.refused(Reason.NOT_AUTHENTICATED, "core/ping", Map.of());
    assertEquals(1, pool.size());
    pool.remove().run();
    slow.time.settle();
    assertEquals("ok", client.reply(first).orElseThrow().get("result"));
  }

  @Test
  void aSecondLoginIsRefused() {
    world.login("ana").refused(Reason.ALREADY_AUTHENTICATED, LOGIN, as("ana", "secret"));
  }

  private static Map<String, Object> withId(Object id) {
    Map<String, Object> data = new HashMap<>(as("ana", "secret"));
    data.put("session_id", id);
    return data;
  }

  @Test
  void aSuppliedSessionIdIsTaken() {
    assertEquals(Map.of("session_id", "mine"), world.connect().ok(LOGIN, withId("mine")));
  }

  @Test
  void aSessionIdInUseCloses4001AndIsFreeAgainAfterwards() {
    FakeClient first = world.connect();
    first.ok(LOGIN, withId("mine"));
    FakeClient second = world.connect();
    second.refused(Reason.DUPLICATED_SESSION_ID, LOGIN, withId("mine"));
    assertEquals(Optional.of(4001), second.closeCode);
    first.leave();
    world.connect().ok(LOGIN, withId("mine"));
  }

  @Test
  void anInvalidSessionIdCloses4001() {
    for (Object bad : List.of("", " ", "*", true, List.of(), Map.of(), "x".repeat(129))) {
      FakeClient client = world.connect();
      client.refused(Reason.INVALID_SESSION_ID, LOGIN, withId(bad));
      assertEquals(Optional.of(4001), client.closeCode, "for " + bad);
    }
    FakeClient client = world.connect();
    client.refused(Reason.INVALID_SESSION_ID, LOGIN, withId(null));
  }

  @Test
  void otherFieldsAreKeptWithoutComplaint() {
    FakeClient client = world.connect();
    Map<String, Object> data = new HashMap<>(as("ana", "secret"));
    data.put("meta", Map.of("a", 1));
    client.ok(LOGIN, data);
    assertEquals(List.of(), client.events());
  }

  @Test
  void aLoginSubscribesToItsUserAndItsConnection() {
    FakeClient client = world.connect();
    client.ok(LOGIN, withId("mine"));
    assertEquals(
        List.of(
            Map.of("class", "core", "subclass", "user_event", "type", "*", "obj_id", "ana"),
            Map.of("class", "core", "subclass", "session_event", "type", "*", "obj_id", "mine")),
        client.okAny("core/event/get_subscriptions", Map.of()));
  }

  @Test
  void administratorsHearOfLoginsAndLogouts() {
    FakeClient admin = world.login("admin");
    admin.ok("core/event/subscribe", Map.of("class", "core", "subclass", "session_event"));
    FakeClient ana = world.connect();
    ana.ok(LOGIN, withId("mine"));
    assertEquals("ana", admin.body("core/session_event/login").get("user"));
    assertEquals(List.of(), ana.events());
    ana.leave();
    assertEquals("ana", admin.body("core/session_event/logout").get("user"));
  }

  @Test
  void severalConnectionsMayHaveOneUser() {
    world.login("ana");
    world.login("ana");
    assertEquals(2, world.server.statistics().loggedIn());
  }
}
