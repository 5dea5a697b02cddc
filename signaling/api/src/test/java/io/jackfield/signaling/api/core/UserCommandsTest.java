package io.jackfield.signaling.api.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** core-commands.md "user". */
class UserCommandsTest {

  private static final String LIST = "core/user/list";
  private static final String GET = "core/user/get";
  private static final String SEND = "core/user/send_event";

  private final ApiWorld world = new ApiWorld();
  private final FakeClient admin = world.login("admin");

  private FakeClient as(String user, String id) {
    FakeClient client = world.connect();
    client.ok("core/user/login", Map.of("user", user, "password", "secret", "session_id", id));
    client.heard.clear();
    return client;
  }

  @Test
  void theListNamesUsersWithTheirConnections() {
    as("ana", "a-1");
    as("ana", "a-2");
    as("bo", "b-1").leave();
    Map<String, Object> users = admin.ok(LIST, Map.of());
    assertEquals(Set.of("admin", "ana"), users.keySet());
    assertEquals(Set.of("a-1", "a-2"), Set.copyOf((List<?>) users.get("ana")));
  }

  @Test
  void aUserIsShownConnectionByConnection() {
    FakeClient ana = as("ana", "a-1");
    as("ana", "a-2");
    Map<String, Object> connections = admin.ok(GET, Map.of("user", "ana"));
    assertEquals(Set.of("a-1", "a-2"), connections.keySet());
    assertEquals(Map.of("type", "api_server", "remote", ana.remote()), connections.get("a-1"));
    admin.refused(Reason.USER_NOT_FOUND, GET, Map.of("user", "bo"));
  }

  @Test
  void usersSeeThemselvesAloneAndNoList() {
    FakeClient ana = as("ana", "a-1");
    as("bo", "b-1");
    assertEquals(Set.of("a-1"), ana.ok(GET, Map.of("user", "ana")).keySet());
    ana.refused(Reason.UNAUTHORIZED, GET, Map.of("user", "bo"));
    ana.refused(Reason.UNAUTHORIZED, GET, Map.of("user", "nobody"));
    ana.refused(Reason.UNAUTHORIZED, LIST, Map.of());
    world.login("root").ok(LIST, Map.of());
  }

  @Test
  void anEventReachesEveryConnectionOfAUser() {
    FakeClient one = as("ana", "a-1");
    FakeClient two = as("ana", "a-2");
    FakeClient bo = as("bo", "b-1");
    bo.ok(SEND, Map.of("user", "ana", "type", "greeting", "body", Map.of("text", "hi")));
    Map<String, Object> wanted =
        Map.of(
            "class", "core",
            "subclass", "user_event",
            "type", "greeting",
            "obj_id", "ana",
            "body", Map.of("text", "hi"));
    assertEquals(List.of(wanted), one.eventData());
    assertEquals(List.of(wanted), two.eventData());
    assertEquals(List.of(), bo.eventData());
    bo.ok(SEND, Map.of("user", "nobody"));
  }

  @Test
  void withoutATypeTheEventHasNone() {
    FakeClient ana = as("ana", "a-1");
    ana.ok(SEND, Map.of("user", "ana", "type", "*"));
    assertEquals(
        List.of(Map.of("class", "core", "subclass", "user_event", "obj_id", "ana")),
        ana.eventData());
    assertEquals("ok", ana.heard.get(0).get("result"), "the reply comes first");
  }

  @Test
  void theBodyIsAnObject() {
    assertEquals(
        "Syntax error: body",
        admin.refused(Reason.SYNTAX_ERROR, SEND, Map.of("user", "ana", "body", "text")));
    assertEquals("Missing field: user", admin.refused(Reason.MISSING_FIELD, SEND, Map.of()));
  }
}
