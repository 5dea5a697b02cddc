package io.jackfield.signaling.api.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The callback {@code call_resolve}. */
class CallResolveCallbackTest {

  private final ApiWorld world = new ApiWorld();
  private final FakeClient admin = world.login("admin");
  private final FakeClient ana = world.login("ana");
  private final FakeClient bo = world.login("bo");

  CallResolveCallbackTest() {
    admin.ok("core/callback/register", Map.of("callback", "call_resolve"));
  }

  private void call(String callee) {
    ana.ok("media/call/create", Map.of("callee", callee, "offer", ApiWorld.OFFER));
  }

  @Test
  void aHolderAddsDestinations() {
    admin.grant("call_resolve", "{\"destinations\":[{\"type\":\"user\",\"callee\":\"bo\"}]}");
    call("reception");
    assertEquals("bo", bo.invite().get("user"));
    assertEquals(
        Map.of("callee", "reception", "type", "all", "caller", "ana"),
        admin.requests("call_resolve").get(0).get("data"));
  }

  @Test
  void addedDestinationsWaitAndRingAsLongAsTheHolderSays() {
    admin.grant(
        "call_resolve", "{\"destinations\":[{\"callee\":\"bo\",\"wait\":7,\"ring\":\"2\"}]}");
    call("admin");
    assertEquals(1, admin.requests("invite").size());
    assertEquals(List.of(), bo.requests("invite"));
    world.time.advance(Duration.ofSeconds(6));
    assertEquals(List.of(), bo.requests("invite"));
    world.time.advance(Duration.ofSeconds(1));
    assertEquals(1, bo.requests("invite").size());
    world.time.advance(Duration.ofSeconds(2));
    assertEquals("Ring timeout", bo.body("media/call/hangup").get("reason"));
  }

  @Test
  void aHolderThatFailsAddsNothing() {
    for (String answer :
        List.of(
            "{\"result\":\"error\",\"tid\":TID}",
            "{\"result\":\"ok\",\"data\":{\"destinations\":7},\"tid\":TID}",
            "{\"result\":\"ok\",\"data\":{\"destinations\":[{\"type\":\"user\"}]},\"tid\":TID}",
            "{\"result\":\"ok\",\"tid\":TID}")) {
      bo.heard.clear();
      admin.answer("call_resolve", answer);
      call("bo");
      assertEquals(1, bo.requests("invite").size(), answer);
    }
  }

  @Test
  void aHolderThatIsLateAddsNothing() {
    admin.answers =
        request ->
            Optional.of(
                request.get("cmd").equals("call_resolve")
                    ? "{\"ack\":" + request.get("tid") + "}"
                    : "{\"result\":\"ok\",\"tid\":" + request.get("tid") + "}");
    call("bo");
    assertEquals(List.of(), bo.requests("invite"));
    world.time.advance(Duration.ofSeconds(5));
    assertEquals(1, bo.requests("invite").size());
  }

  @Test
  void theCallersOwnConnectionIsNeverAdded() {
    admin.grant("call_resolve", "{\"destinations\":[{\"type\":\"user\",\"callee\":\"ana\"}]}");
    call("nobody");
    assertEquals(List.of(), ana.requests("invite"));
    assertEquals("No destination", ana.body("media/call/hangup").get("reason"));
  }
}
