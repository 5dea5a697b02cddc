package io.jackfield.signaling.api.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "{",
        "{}x",
        "{} {}",
        "[]",
        "\"a\"",
        "7",
        "null",
        "true",
        "{\"ack\":1,\"ack\":1}",
        "{\"ack\":1,\"a\":{\"b\":1,\"b\":2}}",
        "{'ack':1}",
        "{ack:1}",
        "{\"ack\":1,}",
        "{\"ack\":01}",
        "{\"ack\":+1}",
        "{\"ack\":.5}",
        "{\"ack\":NaN}",
        "{\"ack\":1} // c",
        "{\"ack\":\"\u0001\"}",
        "{\"ack\":1e}",
        "{\"ack\":\"\\x\"}"
      })
  void whatIsNoJsonObjectCloses1007(String text) {
    assertEquals(1007, closes(text));
  }

  @Test
  void nestingAndNumbersHaveALimit() {
    assertEquals(1007, closes("{\"ack\":1,\"a\":" + "[".repeat(70) + "]".repeat(70) + "}"));
    assertEquals(1007, closes("{\"ack\":" + "1".repeat(500) + "}"));
    assertEquals(1007, closes("{\"a\":".repeat(100_000)));
    assertEquals(1007, closes("{\"ack\":1,\"a\":1e66666666666}"));
    assertEquals(1007, closes("{\"ack\":1,\"a\":[-0.1E-66666666666]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"class\":\"a\",\"cmd\":\"b\"}",
        "{\"class\":\"a\",\"tid\":1}",
        "{\"result\":\"ok\"}",
        "{\"tid\":1}",
        "{\"class\":1,\"cmd\":\"b\",\"tid\":1}",
        "{\"class\":\"a\",\"cmd\":[],\"tid\":1}",
        "{\"class\":\"a\",\"cmd\":\"b\",\"tid\":null}",
        "{\"class\":\"a\",\"cmd\":\"b\",\"tid\":true}",
        "{\"class\":\"a\",\"cmd\":\"b\",\"tid\":{}}",
        "{\"class\":\"a\",\"cmd\":\"b\",\"tid\":[1]}",
        "{\"class\":\"a\",\"cmd\":\"b\",\"tid\":1,\"data\":[]}",
        "{\"class\":\"a\",\"cmd\":\"b\",\"tid\":1,\"data\":null}",
        "{\"class\":\"a\",\"subclass\":null,\"cmd\":\"b\",\"tid\":1}",
        "{\"result\":1,\"tid\":1}",
        "{\"result\":\"ok\",\"tid\":1,\"data\":\"x\"}",
        "{\"result\":\"ok\",\"tid\":false}",
        "{\"ack\":null}",
        "{\"ack\":{}}"
      })
  void whatIsNoMessageCloses1002(String text) {
    assertEquals(1002, closes(text));
  }

  private static int closes(String text) {
    return assertThrows(EnvelopeException.class, () -> MessageReader.read(text), text).closeCode();
  }

  @Test
  void classifiesInTheOrderRequestResponseAck() throws EnvelopeException {
    assertInstanceOf(
        Message.Request.class,
        MessageReader.read(
            "{\"class\":\"a\",\"cmd\":\"b\",\"tid\":1,\"result\":\"ok\",\"ack\":1}"));
    assertInstanceOf(
        Message.Response.class, MessageReader.read("{\"result\":\"ok\",\"tid\":1,\"ack\":1}"));
    assertEquals(new Message.Ack(Tid.of(1)), MessageReader.read("{\"ack\":1,\"x\":0}"));
    assertEquals(
        new Message.Request("a", Optional.empty(), "b", Map.of(), Tid.ofText("")),
        MessageReader.read("{\"class\":\"a\",\"cmd\":\"b\",\"tid\":\"\"}"));
    assertEquals(
        new Message.Response("maybe", List.of(1), Tid.of(2)),
        MessageReader.read("{\"result\":\"maybe\",\"tid\":2,\"data\":[1]}"));
  }

  @Test
  void aTidIsComparedByTypeAndValueAndEchoedAsWritten() {
    assertEquals(Tid.of(7), Tid.ofNumber("7"));
    assertEquals(Tid.ofNumber("7.0"), Tid.ofNumber("7"));
    assertEquals(Tid.ofNumber("70e-1"), Tid.ofNumber("7"));
    assertEquals(Tid.ofNumber("7.0").hashCode(), Tid.ofNumber("7").hashCode());
    assertEquals(Tid.ofNumber("-0"), Tid.ofNumber("0"));
    assertEquals(Tid.ofNumber("1e999999999999"), Tid.ofNumber("1e999999999999"));
    assertNotEquals(Tid.ofText("7"), Tid.ofNumber("7"));
    assertNotEquals(Tid.ofNumber("1e50"), Tid.ofNumber("1e51"));
    for (String written : List.of("7", "7.0", "7e0", "-0", "1E+2", "12345678901234567890.5")) {
      Tid tid = ((Message.Ack) readSafely("{\"ack\":" + written + "}")).tid();
      assertEquals("{\"ack\":" + written + "}", MessageWriter.ack(tid));
    }
    assertEquals("{\"ack\":\"a\\\"b\"}", MessageWriter.ack(Tid.ofText("a\"b")));
  }

  private static Message readSafely(String text) {
    try {
      return MessageReader.read(text);
    } catch (EnvelopeException e) {
      throw new AssertionError(text, e);
    }
  }

  @Test
  void leavesOutWhatIsTheDefault() {
    assertEquals(
        "{\"class\":\"core\",\"cmd\":\"ping\",\"data\":{\"time\":60},\"tid\":1}",
        MessageWriter.request("core", "core", "ping", Map.of("time", 60), Tid.of(1)));
    assertEquals("{\"result\":\"ok\",\"tid\":1}", MessageWriter.ok(Map.of(), Tid.of(1)));
    assertEquals(
        "{\"result\":\"ok\",\"data\":[],\"tid\":1}", MessageWriter.ok(List.of(), Tid.of(1)));
    assertEquals(
        "{\"result\":\"error\",\"data\":{\"code\":100062,\"error\":\"Session not found\"},\"tid\":7}",
        MessageWriter.error(Failure.of(Reason.SESSION_NOT_FOUND), Tid.of(7)));
  }

  @Test
  void valuesComeBackAsTheyWere() {
    String data =
        "{\"a\":null,\"b\":[1,2.50,1e400,-7,12345678901234567890],\"c\":{\"d\":\"\\u20ac\"},\"e\":true}";
    Map<String, Object> read = TestJson.object(data);
    assertEquals(
        "{\"result\":\"ok\",\"data\":{\"a\":null,\"b\":[1,2.50,1E+400,-7,12345678901234567890],"
            + "\"c\":{\"d\":\"€\"},\"e\":true},\"tid\":1}",
        MessageWriter.ok(read, Tid.of(1)));
  }
}
