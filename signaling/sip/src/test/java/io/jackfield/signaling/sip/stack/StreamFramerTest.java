package io.jackfield.signaling.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Framing by Content-Length (RFC 3261 18.3), however the bytes come. */
class StreamFramerTest {

  private static final String FIRST = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 3\r\n\r\nabc";
  private static final String SECOND = "OPTIONS sip:b SIP/2.0\r\nl : 0\r\n\r\n";

  private final List<String> found = new ArrayList<>();
  private final StreamFramer.Sink sink =
      new StreamFramer.Sink() {
        @Override
        public void message(byte[] bytes) {
          found.add(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void ping() {
          found.add("ping");
        }

        @Override
        public void broken(byte[] head, String reason) {
          found.add("broken: " + reason);
        }
      };
  private final StreamFramer framer = new StreamFramer(4_096);

  private void feed(String text) {
    framer.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), sink);
  }

  @Test
  void byteByByte() {
    for (char c : (FIRST + "\r\n\r\n" + SECOND).toCharArray()) {
      feed(String.valueOf(c));
    }
    assertEquals(List.of(FIRST, "ping", SECOND), found);
  }

  @Test
  void severalInOneSegment() {
    feed("\r\n" + FIRST + SECOND + "\r\n\r\n" + FIRST);
    assertEquals(List.of(FIRST, SECOND, "ping", FIRST), found);
  }

  @Test
  void longerThanTheBuffer() {
    String body = "x".repeat(3_500);
    String message = "OPTIONS sip:a SIP/2.0\r\nCONTENT-LENGTH:3500\r\n\r\n" + body;
    feed(message + SECOND);
    assertEquals(List.of(message, SECOND), found);
  }

  @Test
  void withoutALengthTheStreamIsLost() {
    feed("OPTIONS sip:a SIP/2.0\r\nVia: x\r\n\r\n" + SECOND);
    assertEquals(List.of("broken: Missing Content-Length Header"), found);
  }

  @Test
  void badAndTooGreatLengths() {
    feed("OPTIONS sip:a SIP/2.0\r\nContent-Length: x\r\n\r\n");
    assertEquals(List.of("broken: Bad Content-Length Header"), found);
    found.clear();
    new StreamFramer(4_096)
        .feed(
            ByteBuffer.wrap(
                "OPTIONS sip:a SIP/2.0\r\nContent-Length: 99999999999\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8)),
            sink);
    assertEquals(List.of("broken: Message Too Large"), found);
  }

  @Test
  void endlessHeadersEnd() {
    for (int i = 0; i < 1_000 && found.isEmpty(); i++) {
      feed("X-Header-" + i + ": y\r\n");
    }
    assertTrue(found.contains("broken: Message Too Large"), found.toString());
  }
}
