package io.jackfield.signaling.api.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.text.TextMessage;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** core-commands.md "user". */
class UserCommandsTest {

  private static final String LIST = "core/user/list";
  private static final String GET = "core/user/get";
  private static final String SEND = "core/user/send_event";
  private static final String MESSAGE = "core/user/send_message";

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

  @Test
  void aMessageReachesConnectionsAsAnEventOfTheirsAlone() {
    FakeClient one = as("ana", "a-1");
    FakeClient two = as("ana", "a-2");
    FakeClient bo = as("bo", "b-1");
    admin.ok("core/event/subscribe", Map.of("class", "core", "subclass", "user_event"));
    admin.heard.clear();
    assertEquals(
        Map.of("delivered", 2, "accepted", 0),
        bo.ok(MESSAGE, Map.of("user", "ana", "text", "hi", "name", "Bo")));
    Map<String, Object> wanted =
        Map.of(
            "class", "core",
            "subclass", "user_event",
            "type", "text_message",
            "obj_id", "ana",
            "body", Map.of("from", "bo", "name", "Bo", "text", "hi"));
    assertEquals(List.of(wanted), one.eventData());
    assertEquals(List.of(wanted), two.eventData());
    assertEquals(List.of(), admin.eventData());
    one.ok(MESSAGE, Map.of("user", "ana", "text", "to my other one"));
    assertEquals(1, one.eventData().size());
    assertEquals(2, two.eventData().size());
  }

  @Test
  void aMessageThatNobodyGetsIsRefusedWithTheReason() {
    FakeClient ana = as("ana", "a-1");
    ana.refused(Reason.USER_UNAVAILABLE, MESSAGE, Map.of("user", "bo", "text", "hi"));
    ana.refused(Reason.USER_UNAVAILABLE, MESSAGE, Map.of("user", "ana", "text", "me"));
    ana.refused(Reason.UNKNOWN_DESTINATION, MESSAGE, Map.of("user", "nobody", "text", "hi"));
    ana.refused(Reason.MESSAGE_TOO_LARGE, MESSAGE, Map.of("user", "bo", "text", "ä".repeat(4_097)));
    for (int i = 0; i < 17; i++) {
      ana.refused(Reason.USER_UNAVAILABLE, MESSAGE, Map.of("user", "bo", "text", "hi"));
    }
    ana.refused(Reason.TOO_MANY_MESSAGES, MESSAGE, Map.of("user", "bo", "text", "hi"));
    assertEquals(
        "Missing field: text", ana.refused(Reason.MISSING_FIELD, MESSAGE, Map.of("user", "bo")));
  }

  @Test
  void messagesOfOtherProtocolsComeAsTheSameEventAndCannotBeMadeUp() {
    FakeClient ana = as("ana", "a-1");
    world
        .service
        .messages()
        .send(new TextMessage("1001", Optional.empty(), "ana", "hi", Optional.empty()));
    world.time.settle();
    assertEquals(Map.of("from", "1001", "text", "hi"), ana.eventData().get(0).get("body"));
    as("bo", "b-1")
        .refused(Reason.UNAUTHORIZED, SEND, Map.of("user", "ana", "type", "text_message"));
    Map<String, Object> body = Map.of("from", "1001", "text", "hi");
    admin.ok(SEND, Map.of("user", "ana", "type", "text_message", "body", body));
  }
}
