package io.jackfield.signaling.verto.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.verto.testing.FakeSocket;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON-RPC 2.0 as the real server takes it (recording verto-errors), and its limits. */
class FramingTest {

  private final VertoWorld world = new VertoWorld();
  private FakeSocket socket;

  @BeforeEach
  void login() {
    socket = world.login("1000", "s");
    socket.frames.clear();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // A request without method, and one that is unknown.
        "{\"jsonrpc\":\"2.0\",\"params\":{},\"id\":54}|{\"jsonrpc\":\"2.0\",\"id\":54,\"error\":"
            + "{\"message\":\"Invalid Method, Missing Method or Permission Denied\",\"code\":-32601}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"verto.nosuch\",\"params\":{},\"id\":53}|{\"jsonrpc\":\"2.0\","
            + "\"id\":53,\"error\":{\"message\":\"Invalid Method, Missing Method or Permission Denied\","
            + "\"code\":-32601}}",
        // Not version 2.0.
        "{\"method\":\"verto.ping\",\"params\":{},\"id\":51}|{\"jsonrpc\":\"2.0\",\"id\":51,\"error\":"
            + "{\"message\":\"Invalid message\",\"code\":-32600}}",
        "{\"jsonrpc\":\"1.0\",\"method\":\"verto.ping\",\"id\":52}|{\"jsonrpc\":\"2.0\",\"id\":52,"
            + "\"error\":{\"message\":\"Invalid message\",\"code\":-32600}}",
        // JSON, but no object.
        "\"just a string\"|{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"message\":\"Invalid message\","
            + "\"code\":-32600}}",
        "5|{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"message\":\"Invalid message\",\"code\":-32600}}",
        // No parameters, text as id, a notification, a batch.
        "{\"jsonrpc\":\"2.0\",\"method\":\"verto.ping\",\"id\":57}|{\"jsonrpc\":\"2.0\",\"id\":57,"
            + "\"result\":{\"message\":\"PONG\",\"sessid\":\"s\"}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"verto.ping\",\"params\":{},\"id\":\"abc-58\"}|{\"jsonrpc\":"
            + "\"2.0\",\"id\":\"abc-58\",\"result\":{\"message\":\"PONG\",\"sessid\":\"s\"}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"verto.ping\",\"params\":{}}|{\"jsonrpc\":\"2.0\",\"id\":null,"
            + "\"result\":{\"message\":\"PONG\",\"sessid\":\"s\"}}",
        "[{\"jsonrpc\":\"2.0\",\"method\":\"verto.ping\",\"params\":{},\"id\":59},{\"jsonrpc\":\"2.0\","
            + "\"method\":\"verto.ping\",\"params\":{},\"id\":60}]|[{\"jsonrpc\":\"2.0\",\"id\":59,"
            + "\"result\":{\"message\":\"PONG\"}},{\"jsonrpc\":\"2.0\",\"id\":60,\"result\":{\"message\":"
            + "\"PONG\"}}]",
        "[]|{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"message\":\"Invalid message\",\"code\":-32600}}",
      })
  void isAnsweredAsTheRealServerAnswers(String frame, String answer) {
    socket.say(frame);
    assertEquals(List.of(answer), socket.frames);
    assertTrue(socket.isOpen());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{not json",
        "",
        "{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"id\":1} {}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"method\":\"login\",\"id\":1}",
        "#SPECIAL",
        "#",
      })
  void whatIsNoJsonEndsTheSocket(String frame) {
    socket.say(frame);
    assertFalse(socket.isOpen());
    assertEquals(1, world.server.statistics().malformed());
  }

  @Test
  void badJsonIsToldBeforeTheClose() {
    socket.say("{not json");
    assertEquals(
        List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"message\":\"Invalid Request\","
                + "\"code\":-32600}}"),
        socket.frames);
    assertEquals(Optional.of(CloseCodes.NOT_JSON), socket.closeCode);
  }

  @Test
  void anAnswerToNothingIsIgnored() {
    socket.say("{\"jsonrpc\":\"2.0\",\"result\":{\"method\":\"x\"},\"id\":61}");
    socket.say("{\"jsonrpc\":\"2.0\",\"error\":{},\"id\":null}");
    assertEquals(List.of(), socket.frames);
    assertTrue(socket.isOpen());
  }

  @Test
  void aBatchThatIsTooLongEndsTheSocket() {
    String one = "{\"jsonrpc\":\"2.0\",\"method\":\"verto.ping\",\"id\":1}";
    socket.say("[" + one + ("," + one).repeat(50) + "]");
    assertEquals(Optional.of(CloseCodes.POLICY), socket.closeCode);
  }

  @Test
  void parametersOfPingAndEchoComeBack() {
    assertEquals(Map.of("a", 1, "sessid", "s"), socket.ok("echo", Map.of("a", 1)));
    assertEquals(
        Map.of(
            "x",
            1,
            "echoParams",
            true,
            "message",
            "PONG",
            "requestParams",
            Map.of("echoParams", true, "x", 1),
            "sessid",
            "s"),
        socket.ok("verto.ping", Map.of("echoParams", true, "x", 1)));
  }

  @Test
  void theServersApisAreNotForClients() {
    assertEquals(
        "Permission Denied",
        socket.refused(-32602, "jsapi", Map.of("command", "status")).get("message"));
    socket.refused(-32602, "fsapi", Map.of("cmd", "status"));
  }

  @Test
  void aSilentClientIsPingedAndThenIdle() {
    socket.answers = request -> Optional.empty();
    world.time.advance(Duration.ofSeconds(31));
    assertEquals(1, socket.all("verto.ping").size());
    assertTrue(socket.one("verto.ping").get("serno") instanceof Number);
    world.time.advance(Duration.ofSeconds(3_500));
    assertTrue(socket.isOpen());
    world.time.advance(Duration.ofSeconds(100));
    assertEquals(Optional.of(CloseCodes.NORMAL), socket.closeCode);
  }

  @Test
  void aClientThatAnswersPingsIsNotIdle() {
    world.time.advance(Duration.ofHours(3));
    assertTrue(socket.isOpen());
  }
}
