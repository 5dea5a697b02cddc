package io.jackfield.signaling.api.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.signaling.api.listen.ApiListen.Carrier;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** protocol.md, "Transports". */
class ApiListenTest {

  @Test
  void listenersAreReadAsTheyAreWritten() {
    assertEquals(
        Optional.of(
            List.of(
                new ApiListen(Carrier.WSS, "all", 9011, ""),
                new ApiListen(Carrier.TCP, "127.0.0.1", 9010, ""))),
        ApiListen.parseAll("wss:all:9011, tcp:127.0.0.1:9010"));
    assertEquals(
        Optional.of(new ApiListen(Carrier.WS, "localhost", 8000, "/a/b")),
        ApiListen.parse(" WS://localhost:8000/a/b "));
    assertEquals(
        Optional.of(new ApiListen(Carrier.TLS, "::1", 0, "")), ApiListen.parse("tls:[::1]:0"));
    assertEquals(Optional.of(List.of()), ApiListen.parseAll(" "));
  }

  @Test
  void portsAre9010AndOverTls9011UnlessTheyAreGiven() {
    assertEquals(9010, ApiListen.parse("ws:all").orElseThrow().port());
    assertEquals(9010, ApiListen.parse("tcp://all").orElseThrow().port());
    assertEquals(9011, ApiListen.parse("wss:all/path").orElseThrow().port());
    assertEquals(9011, ApiListen.parse("tls:10.0.0.1").orElseThrow().port());
  }

  @Test
  void whatIsNoListenerIsRefused() {
    for (String text :
        List.of(
            "",
            "all:9010",
            "udp:all:9010",
            "tcp:all:9010/path",
            "ws:all:65536",
            "ws:all:",
            "ws:",
            "ws:example.org:9010",
            "ws:300.1.1.1:9010",
            "ws:[::g]:1",
            "ws:all:9010/a b",
            "ws:::1:9010")) {
      assertEquals(Optional.empty(), ApiListen.parse(text), text);
    }
    assertEquals(Optional.empty(), ApiListen.parseAll("tcp:all:9010,"));
  }

  @Test
  void allIsEveryAddressAndTextReadsBack() {
    ApiListen all = ApiListen.parse("wss:all/x").orElseThrow();
    assertEquals(new InetSocketAddress("0.0.0.0", 9011), all.address());
    for (String text : List.of("wss:all:9011/x", "tcp:[::1]:7", "ws:127.0.0.1:9010")) {
      assertEquals(text, ApiListen.parse(text).orElseThrow().toString());
    }
  }
}
