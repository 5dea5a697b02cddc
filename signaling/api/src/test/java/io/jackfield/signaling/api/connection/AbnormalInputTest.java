package io.jackfield.signaling.api.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table "Abnormal input" of protocol.md, row by row; socket rows are in ApiSocketTest. */
class AbnormalInputTest {

  private final ApiWorld world = new ApiWorld();

  @Test
  void invalidJsonCloses1007() {
    FakeClient client = world.login("ana");
    client.say("{\"a\":1,\"a\":2}");
    assertEquals(Optional.of(1007), client.closeCode);
    assertEquals(1, world.server.statistics().malformed());
  }

  @Test
  void aMalformedMessageCloses1002() {
    FakeClient client = world.login("ana");
    client.say("{\"a\":1}");
    assertEquals(Optional.of(1002), client.closeCode);
  }

  @Test
  void nothingIsHandledAfterAClose() {
    FakeClient client = world.login("ana");
    client.queue("{\"a\":1}");
    client.queue("{\"class\":\"core\",\"cmd\":\"ping\",\"tid\":99}");
    world.time.settle();
    assertTrue(client.reply(99).isEmpty());
  }

  @Test
  void aResponseOrAckWithUnknownTidIsIgnored() {
    FakeClient client = world.login("ana");
    client.say("{\"result\":\"ok\",\"tid\":12345}");
    client.say("{\"ack\":\"who\"}");
    assertFalse(client.isClosed());
    client.ok("core/ping", Map.of());
  }

  @Test
  void aTidStillUnansweredIsRefusedAndNotExecuted() {
    FakeClient client = world.login("ana");
    String session =
        (String) client.ok("media/session/create", Map.of("type", "p2p")).get("session_id");
    String wait =
        "{\"class\":\"media\",\"subclass\":\"session\",\"cmd\":\"get_offer\",\"data\":{\"session_id\":\""
            + session
            + "\"},\"tid\":\"w\"}";
    client.say(wait);
    client.say(wait);
    List<Map<String, Object>> replies =
        client.heard.stream()
            .filter(m -> m.containsKey("result") && m.get("tid").equals("w"))
            .toList();
    assertEquals(1, replies.size());
    FakeClient.refusal(Reason.DUPLICATED_TID, "second", replies.get(0));
    // The first one is still open and is answered in the end; after that its tid is free again.
    client.ok("media/session/set_offer", Map.of("session_id", session, "offer", ApiWorld.OFFER));
    assertEquals(
        2, client.heard.stream().filter(m -> "w".equals(m.get("tid"))).count(), "answered");
    client.say(wait);
    assertEquals(3, client.heard.stream().filter(m -> "w".equals(m.get("tid"))).count());
  }

  @Test
  void textAndNumberTidsAreDifferent() {
    FakeClient client = world.login("ana");
    client.say("{\"class\":\"core\",\"cmd\":\"ping\",\"tid\":\"900\"}");
    client.say("{\"class\":\"core\",\"cmd\":\"ping\",\"tid\":900}");
    assertEquals("900", client.heard.get(0).get("tid"));
    assertEquals(Tid.of(900), client.heard.get(1).get("tid"));
  }

  @Test
  void aRequestBeforeLoginIsRefusedAndTheConnectionStays() {
    FakeClient client = world.connect();
    client.refused(Reason.NOT_AUTHENTICATED, "core/ping", Map.of());
    client.refused(Reason.NOT_AUTHENTICATED, "media/session/create", Map.of());
    // Login state is looked at before class, command and fields.
    client.refused(Reason.NOT_AUTHENTICATED, "no/such/thing", Map.of());
    assertFalse(client.isClosed());
  }

  @Test
  void unknownClassesAndCommandsAreToldApart() {
    FakeClient client = world.login("ana");
    client.refused(Reason.NOT_IMPLEMENTED, "sip/invite", Map.of());
    assertEquals(
        "Unknown command 'dance'",
        client.refused(Reason.UNKNOWN_COMMAND, "media/session/dance", Map.of()));
    assertEquals(
        "Unknown command 'create'",
        client.refused(Reason.UNKNOWN_COMMAND, "media/nothing/create", Map.of()));
    client.refused(Reason.UNKNOWN_COMMAND, "core/nothing", Map.of());
  }

  @Test
  void fieldsAreCheckedBeforePermissionAndPermissionBeforeExecution() {
    FakeClient client = world.login("ana");
    assertEquals(
        "Missing field: session_id",
        client.refused(Reason.MISSING_FIELD, "media/session/destroy", Map.of()));
    assertEquals(
        "Syntax error: code",
        client.refused(
            Reason.SYNTAX_ERROR, "media/session/destroy", Map.of("session_id", "x", "code", "y")));
    client.refused(Reason.SESSION_NOT_FOUND, "media/session/destroy", Map.of("session_id", "x"));
  }

  @Test
  void unknownFieldsAreToldAfterTheReply() {
    FakeClient client = world.login("ana");
    client.ok("core/ping", Map.of("foo", 1));
    assertEquals("ok", client.heard.get(0).get("result"));
    assertEquals(
        Map.of("class", "core", "subclass", "core", "cmd", "ping", "fields", List.of("foo")),
        client.body("core/session_event/unrecognized_fields"));
  }

  @Test
  void unknownFieldsOfARefusedCommandAreNotTold() {
    FakeClient client = world.login("ana");
    client.refused(
        Reason.SESSION_NOT_FOUND, "media/session/destroy", Map.of("session_id", "x", "foo", 1));
    assertEquals(List.of(), client.events());
  }

  @Test
  void aFailureOfOursIsToldByAReferenceAndTheConnectionStays() {
    ApiWorld broken =
        new ApiWorld(
            options -> options,
            task -> {
              throw new IllegalStateException("secret detail");
            },
            FakeEngine.Manners.GOOD);
    FakeClient client = broken.connect();
    String text =
        client.refused(
            Reason.INTERNAL_ERROR_REF,
            "core/user/login",
            Map.of("user", "ana", "password", "secret"));
    assertTrue(text.matches("Internal error: [0-9a-f]{8}"), text);
    client.refused(Reason.NOT_AUTHENTICATED, "core/ping", Map.of());
    assertFalse(client.isClosed());
  }

  @Test
  void aClientThatNeverLogsInIsClosedAfter30Seconds() {
    FakeClient client = world.connect();
    world.time.advance(Duration.ofMillis(29_999));
    assertFalse(client.isClosed());
    world.time.advance(Duration.ofMillis(1));
    assertEquals(Optional.of(1008), client.closeCode);
  }

  @Test
  void tooManyHeldEventsCloseASlowConsumer() {
    ApiWorld small =
        new ApiWorld(
            o -> o.with(o.limits().withSizes(1 << 20, 5)),
            Runnable::run,
            new FakeEngine.Manners(0, 0, 1, 0));
    FakeClient client = small.login("ana");
    client.ok("core/event/subscribe", Map.of("class", "app"));
    client.send(
        "media/session/create",
        Map.of(
            "type",
            "echo",
            "session_id",
            "s-1",
            "wait_reply",
            true,
            "subscribe",
            false,
            "offer",
            ApiWorld.OFFER));
    FakeClient admin = small.login("admin");
    for (int i = 0; i < 6; i++) {
      assertFalse(client.isClosed());
      admin.ok("core/event/send_event", Map.of("class", "app", "obj_id", "s-1"));
    }
    assertEquals(Optional.of(4002), client.closeCode);
  }
}
