package io.jackfield.signaling.api.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client that says literal JSON; {@code '} stands for the quote, {@code SDP} for a description.
 */
final class Wire {

  final FakeClient client;
  private final ApiWorld world;

  Wire(ApiWorld world, FakeClient client) {
    this.world = world;
    this.client = client;
  }

  /** Text as it goes on the wire. */
  static String json(String text) {
    return text.replace('\'', '"').replace("SDP", ApiWorld.SDP.replace("\r\n", "\\r\\n"));
  }

  /** Sends a request whose tid is 1; its reply. */
  Map<String, Object> ask(String text) {
    client.heard.removeIf(m -> m.containsKey("result"));
    client.say(json(text));
    world.time.settle();
    return client.reply(1).orElseThrow(() -> new AssertionError("no reply to " + text));
  }

  /** Sends a request whose tid is 1 that must succeed; its data. */
  @SuppressWarnings("unchecked")
  Map<String, Object> ok(String text) {
    Map<String, Object> reply = ask(text);
    assertEquals("ok", reply.get("result"), () -> text + " " + reply);
    return (Map<String, Object>) reply.getOrDefault("data", Map.of());
  }

  /** Sends a request that must succeed without data. */
  void okAlone(String text) {
    assertEquals(Map.of("result", "ok", "tid", Tid.of(1)), ask(text));
  }

  /** The code of a refusal. */
  int code(String text) {
    Map<String, Object> reply = ask(text);
    assertEquals("error", reply.get("result"), () -> text + " " + reply);
    return (int) ((Map<?, ?>) reply.get("data")).get("code");
  }

  /** The one event of that kind since the last {@link #forget}. */
  Map<String, Object> event(String subclass, String type) {
    List<Map<String, Object>> found =
        client.eventData().stream()
            .filter(d -> subclass.equals(d.get("subclass")) && type.equals(d.get("type")))
            .toList();
    assertEquals(1, found.size(), () -> subclass + " " + type + " in " + client.events());
    return found.get(0);
  }

  /** Body of that event. */
  @SuppressWarnings("unchecked")
  Map<String, Object> body(String subclass, String type) {
    return (Map<String, Object>) event(subclass, type).getOrDefault("body", Map.of());
  }

  /** The data of the one request of that kind the server sent. */
  @SuppressWarnings("unchecked")
  Map<String, Object> asked(String cmd) {
    List<Map<String, Object>> found = client.requests(cmd);
    assertEquals(1, found.size(), () -> cmd + " in " + client.heard);
    return (Map<String, Object>) found.get(0).get("data");
  }

  Optional<Integer> closed() {
    return client.closeCode;
  }

  void forget() {
    client.heard.clear();
  }
}
