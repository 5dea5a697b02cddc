package io.jackfield.signaling.verto.event;

import static io.jackfield.signaling.verto.testing.FakeSocket.about;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.signaling.verto.testing.FakeSocket;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Channels (recordings verto-subscribe, verto-errors, verto-mcu-a). */
class ChannelsTest {

  private final VertoWorld world = new VertoWorld();

  private static Map<String, Object> on(Object channel) {
    return Map.of("eventChannel", channel);
  }

  @Test
  void subscriptionsAreToldApart() {
    FakeSocket ana = world.login("1000", "s");
    assertEquals(
        Map.of("subscribedChannels", List.of("demo"), "sessid", "s"),
        ana.ok("verto.subscribe", on("demo")));
    assertEquals(
        Map.of(
            "subscribedChannels", List.of("presence"),
            "unauthorizedChannels", List.of("forbidden"),
            "alreadySubscribedChannels", List.of("demo"),
            "sessid", "s"),
        ana.ok("verto.subscribe", on(List.of("demo", "presence", "forbidden"))));
    assertEquals(
        Map.of(
            "unsubscribedChannels", List.of("demo"),
            "notSubscribedChannels", List.of("nosuch"),
            "sessid", "s"),
        ana.ok("verto.unsubscribe", on(List.of("demo", "nosuch"))));
    assertEquals(
        List.of("forbidden"),
        ana.refused(-32002, "verto.subscribe", on("forbidden")).get("unauthorizedChannels"));
    assertEquals(
        List.of("demo"),
        ana.refused(-32002, "verto.unsubscribe", on("demo")).get("notSubscribedChannels"));
    assertEquals(1, world.server.statistics().subscriptions());
    ana.leave();
    assertEquals(0, world.server.statistics().subscriptions());
  }

  @Test
  void aBroadcastReachesTheOthersAndOnRequestItsSender() {
    FakeSocket ana = world.login("1000", "s");
    FakeSocket bo = world.login("1001");
    ana.ok("verto.subscribe", on("demo"));
    bo.ok("verto.subscribe", on("demo"));
    Map<String, Object> said =
        Map.of("eventChannel", "demo", "localBroadcast", true, "data", Map.of("hello", "self"));
    assertEquals(Map.of("sessid", "s"), ana.ok("verto.broadcast", said));
    Map<String, Object> event =
        Map.of(
            "eventChannel", "demo",
            "localBroadcast", true,
            "data", Map.of("hello", "self"),
            "userid", "1000@fs.example",
            "sessid", "s",
            "eventSerno", 0,
            "subscribedChannel", "demo");
    assertEquals(event, ana.one("verto.event"));
    assertEquals(event, bo.one("verto.event"));
    ana.ok("verto.broadcast", Map.of("eventChannel", "demo", "data", Map.of("hello", "others")));
    assertEquals(1, ana.all("verto.event").size());
    assertEquals(1, bo.all("verto.event").get(1).get("eventSerno"));
  }

  @Test
  void aBroadcastNeedsAChannelThatIsAllowed() {
    FakeSocket ana = world.login("1000", "s");
    assertEquals(
        Map.of("message", "eventChannel not specified.", "code", -32002, "sessid", "s"),
        ana.ok("verto.broadcast", Map.of("data", 1)));
    ana.refused(-32002, "verto.broadcast", on("forbidden"));
  }

  @Test
  void presenceTellsTheCallsOfUsers() {
    FakeSocket watcher = world.login("1002");
    watcher.ok("verto.subscribe", on("presence.1001@fs.example"));
    FakeSocket all = world.login("1002", "all");
    all.ok("verto.subscribe", on("presence"));
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "1001");
    String id = bo.answer();
    bo.ok("verto.bye", about(id, Map.of()));
    assertEquals(
        List.of("RINGING", "ACTIVE", "HANGUP"),
        watcher.all("verto.event").stream()
            .map(e -> ((Map<?, ?>) e.get("data")).get("channelCallState"))
            .toList());
    Map<String, Object> first = watcher.all("verto.event").get(0);
    assertEquals("presence.1001@fs.example", first.get("eventChannel"));
    Map<?, ?> data = (Map<?, ?>) first.get("data");
    assertEquals("Ana", data.get("callerIDName"));
    assertEquals("1000", data.get("callerIDNumber"));
    assertEquals("1001", data.get("calleeIDNumber"));
    assertEquals("c1", data.get("channelUUID"));
    assertEquals("outbound", data.get("presenceCallDirection"));
    assertEquals(6, all.all("verto.event").size());
    assertEquals("presence", all.all("verto.event").get(0).get("subscribedChannel"));
  }

  @Test
  void theListOfCallsIsALiveArray() {
    FakeSocket watcher = world.login("1002", "w");
    watcher.ok("verto.subscribe", on("calls"));
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "1001");
    bo.answer();
    Map<String, Object> bootstrap =
        Map.of(
            "eventChannel",
            "calls",
            "data",
            Map.of("liveArray", Map.of("command", "bootstrap", "context", "calls")));
    watcher.ok("verto.broadcast", bootstrap);
    ana.ok("verto.bye", about("c1", Map.of()));
    List<Map<?, ?>> heard =
        watcher.all("verto.event").stream().<Map<?, ?>>map(e -> (Map<?, ?>) e.get("data")).toList();
    assertEquals(
        List.of("add", "modify", "bootObj", "del"),
        heard.stream().map(d -> d.get("action")).toList());
    assertEquals(List.of(1, 2, -1, 3), heard.stream().map(d -> d.get("wireSerno")).toList());
    List<Object> row = List.of("1000", "Ana", "1001", "", "ACTIVE");
    assertEquals(row, heard.get(1).get("data"));
    assertEquals(List.of(List.of("c1", row)), heard.get(2).get("data"));
    assertEquals("w", watcher.all("verto.event").get(2).get("sessid"));
    assertEquals("c1", heard.get(3).get("hashKey"));
  }
}
