package io.jackfield.signaling.verto.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.transport.json.JsonWriter;
import io.jackfield.signaling.verto.testing.FakeSocket;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests at random, some of them broken: each is answered or ends its own socket, another client
 * notices nothing, and nothing is left of them in the end.
 */
class VertoFuzzTest {

  private static final int FRAMES = 1_500;

  private static final List<String> METHODS =
      List.of(
          "login",
          "verto.invite",
          "verto.answer",
          "verto.bye",
          "verto.info",
          "verto.modify",
          "verto.attach",
          "verto.subscribe",
          "verto.unsubscribe",
          "verto.broadcast",
          "verto.ping",
          "echo",
          "jsapi",
          "no.such");

  private static final List<String> NAMES =
      List.of(
          "login",
          "passwd",
          "sessid",
          "sdp",
          "dialogParams",
          "callID",
          "destination_number",
          "dtmf",
          "action",
          "msg",
          "to",
          "body",
          "eventChannel",
          "data",
          "liveArray",
          "command",
          "cause",
          "causeCode");

  private static final List<Object> VALUES =
      Arrays.asList(
          "c1",
          "c2",
          "1000",
          "1001",
          "9196",
          "hold",
          "updateMedia",
          "demo",
          "calls",
          "presence",
          "USER_BUSY",
          VertoWorld.SDP,
          VertoWorld.PASSWORD,
          "",
          "\u0000\ud83d\ude00",
          17,
          -1,
          1e300,
          true,
          null,
          List.of("demo", 1, "calls"),
          "x".repeat(5_000));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void nothingAClientSendsHurtsTheOthers(long seed) throws Exception {
    Random random = new Random(seed);
    VertoWorld world = new VertoWorld();
    FakeSocket witness = world.login("1002", "witness");
    FakeSocket socket = world.login("1000", "s");
    for (int i = 0; i < FRAMES; i++) {
      if (!socket.isOpen()) {
        socket = random.nextBoolean() ? world.login("1000", "s") : world.connect();
      }
      String frame = frame(random);
      int before = socket.frames.size();
      socket.say(frame);
      boolean request = frame.startsWith("{\"jsonrpc\":\"2.0\",\"method\"");
      if (request && socket.isOpen() && !frame.contains("\"login\"")) {
        FakeSocket at = socket;
        if (socket.frames.size() == before) {
          // It came behind a refused login, whose reply has to wait.
          world.time.advance(Duration.ofSeconds(6));
        }
        assertTrue(
            socket.frames.size() > before, () -> "no reply to " + frame + " in " + at.frames);
      }
      if (random.nextInt(50) == 0) {
        world.time.advance(Duration.ofSeconds(random.nextInt(20)));
      }
    }
    assertEquals("PONG", witness.ok("verto.ping", Map.of()).get("message"));
    socket.leave();
    world
        .service
        .calls()
        .list(Optional.empty())
        .forEach(call -> world.service.calls().hangup(call, Failure.of(Reason.API_HANGUP)));
    world.time.advance(Duration.ofSeconds(90));
    assertEquals(0, world.service.counts().calls());
    assertEquals(0, world.service.counts().sessions());
    assertEquals(0, world.server.statistics().calls());
    witness.leave();
    world.time.advance(Duration.ofSeconds(90));
    assertEquals(0, world.server.statistics().clients());
    assertEquals(0, world.server.statistics().connections());
    assertEquals(0, world.server.statistics().subscriptions());
  }

  private static String frame(Random random) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("jsonrpc", random.nextInt(20) == 0 ? "1.0" : "2.0");
    request.put("method", pick(random, METHODS));
    if (random.nextInt(15) > 0) {
      request.put("params", object(random, 0));
    }
    if (random.nextInt(15) > 0) {
      request.put("id", random.nextInt(3) == 0 ? "text-" + random.nextInt(9) : random.nextInt());
    }
    String text = JsonWriter.text(request);
    return switch (random.nextInt(30)) {
      case 0 -> text.substring(0, random.nextInt(text.length()));
      case 1 -> "[" + text + "," + text + "]";
      case 2 -> "#SP" + pick(random, List.of("U 1024", "B ....", "E", "X", ""));
      case 3 -> "{\"jsonrpc\":\"2.0\",\"result\":{},\"id\":" + random.nextInt(20) + "}";
      case 4 -> "[".repeat(random.nextInt(200));
      default -> text;
    };
  }

  private static Map<String, Object> object(Random random, int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (depth == 0 && random.nextBoolean()) {
      // Often enough something about a call that may be there.
      object.put("sdp", VertoWorld.SDP);
      object.put(
          "dialogParams",
          Map.of(
              "callID", pick(random, List.of("c1", "c2", "c3")),
              "destination_number", pick(random, List.of("9196", "1001", "1002", "no"))));
      object.put("action", pick(random, List.of("hold", "updateMedia", "toggleHold", "x")));
    }
    int members = random.nextInt(4);
    for (int i = 0; i < members; i++) {
      boolean nested = depth < 3 && random.nextInt(4) == 0;
      object.put(pick(random, NAMES), nested ? object(random, depth + 1) : pick(random, VALUES));
    }
    return object;
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
