package io.jackfield.signaling.api.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.api.ApiLimits;
import io.jackfield.signaling.api.frame.FrameMode;
import io.jackfield.signaling.api.testing.RawClient;
import io.jackfield.signaling.api.testing.SocketWorld;
import io.jackfield.signaling.transport.connection.ListenException;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners of a service on real sockets (protocol.md, "Transports" and "Abnormal input"). */
class ApiListenersTest {

  private static final String PING = "{\"class\":\"core\",\"cmd\":\"ping\",\"tid\":1}";
  private static final TlsIdentity IDENTITY = TlsIdentity.selfSigned("localhost");

  private SocketWorld world = new SocketWorld();
  private ApiListeners listeners = listeners();

  private ApiListeners listeners() {
    return new ApiListeners(world.transport, HttpOptions.defaults(), world.server);
  }

  @AfterEach
  void close() throws Exception {
    world.close();
  }

  private void limits(ApiLimits limits) throws Exception {
    world.close();
    world = new SocketWorld(limits);
    listeners = listeners();
  }

  private Listening change(String text) throws Exception {
    return SocketWorld.await(listeners.change(ApiListen.parseAll(text).orElseThrow(), IDENTITY));
  }

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress("127.0.0.1", ApiListen.parse(address).orElseThrow().port());
  }

  private InetSocketAddress tcp() throws Exception {
    return at(change("tcp:127.0.0.1:0").addresses().get(0));
  }

  private static void isRefusedBeforeLogin(RawClient client) throws Exception {
    Map<String, Object> reply = client.say(PING).reply();
    assertEquals(100031, ((Map<?, ?>) reply.get("data")).get("code"));
  }

  @Test
  void aClientIsAnsweredInItsOwnFraming() throws Exception {
    InetSocketAddress to = tcp();
    for (FrameMode mode : FrameMode.values()) {
      try (RawClient client = RawClient.tcp(to, mode)) {
        isRefusedBeforeLogin(client);
        client.login("ana");
        assertEquals("ok", client.say(PING).reply().get("result"));
      }
    }
  }

  @Test
  void theSameOverTls() throws Exception {
    InetSocketAddress to = at(change("tls:127.0.0.1:0").addresses().get(0));
    for (FrameMode mode : FrameMode.values()) {
      try (RawClient client = RawClient.tls(to, mode).login("bo")) {
        assertEquals("ok", client.say(PING).reply().get("result"));
      }
    }
  }

  @Test
  void linesMayEndWithCrLfAndBeEmpty() throws Exception {
    try (RawClient client = RawClient.tcp(tcp(), FrameMode.LINES)) {
      client.bytes(
          (PING + "\r\n\r\n\n" + PING.replace("1}", "2}") + "\n").getBytes(StandardCharsets.UTF_8));
      assertEquals("1", client.reply().get("tid").toString());
      assertEquals("2", client.reply().get("tid").toString());
    }
  }

  @Test
  void theServerClosesWithoutAWordWhatItCannotRead() throws Exception {
    InetSocketAddress to = tcp();
    List<byte[]> bad =
        List.of(
            "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8),
            new byte[] {0, 0, 16, 1},
            new byte[] {0, 0, 0, 1, (byte) 0xFF},
            new byte[] {0, 0, 0, 0},
            new byte[] {'{', (byte) 0xC3, '\n'},
            "{}\n".getBytes(StandardCharsets.UTF_8),
            "{\"class\":1,\"cmd\":\"x\",\"tid\":1}\n".getBytes(StandardCharsets.UTF_8),
            "{no\n".getBytes(StandardCharsets.UTF_8),
            ("{" + "x".repeat(4_097)).getBytes(StandardCharsets.UTF_8));
    for (byte[] each : bad) {
      try (RawClient client = RawClient.tcp(to, FrameMode.LENGTH).bytes(each)) {
        assertEquals(0, client.rest().length, new String(each, StandardCharsets.ISO_8859_1));
      }
    }
    assertEquals(bad.size(), world.server.statistics().malformed());
  }

  @Test
  void whatAnUnknownClientSendsIsBoundedMoreTightly() throws Exception {
    limits(ApiLimits.defaults());
    try (RawClient client = RawClient.tcp(tcp(), FrameMode.LENGTH)) {
      client.bytes(new byte[] {0, 1, 0, 1});
      assertEquals(0, client.rest().length);
    }
    try (RawClient client = RawClient.tcp(at(listeners.addresses().get(0)), FrameMode.LENGTH)) {
      client
          .login("ana")
          .say(
              "{\"class\":\"core\",\"cmd\":\"ping\",\"tid\":1,\"data\":{\"time\":\""
                  + "x".repeat(900_000)
                  + "\"}}");
      assertEquals("ok", client.reply().get("result"));
    }
  }

  @Test
  void aThousandClientsThatNeverLogInAreHarmless() throws Exception {
    limits(ApiLimits.defaults());
    InetSocketAddress to = tcp();
    List<RawClient> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        // Each announces the longest message there may be and sends a little of it.
        silent.add(
            RawClient.tcp(to, FrameMode.LENGTH)
                .bytes(new byte[] {0, 0, (byte) 0xFF, (byte) 0xFF, '{'}));
      }
      try (RawClient client = RawClient.tcp(to, FrameMode.LINES).login("ana")) {
        assertEquals("ok", client.say(PING).reply().get("result"));
      }
      assertEquals(0, world.server.statistics().malformed());
    } finally {
      for (RawClient each : silent) {
        each.close();
      }
    }
  }

  @Test
  void aHalfOpenSocketIsReaped() throws Exception {
    limits(ApiLimits.defaults().withTimes(Duration.ZERO, Duration.ofSeconds(5)));
    try (RawClient client = RawClient.tcp(tcp(), FrameMode.LINES).login("ana")) {
      assertEquals(0, client.rest().length);
    }
    long end = System.nanoTime() + SocketWorld.PATIENCE.toNanos();
    while (!world.server.connections().isEmpty()) {
      assertTrue(System.nanoTime() < end, "the connection is still there");
      Thread.onSpinWait();
    }
  }

  @Test
  void webSocketsAreTakenAtAnyPathUnlessOneIsConfigured() throws Exception {
    Listening now = change("ws:127.0.0.1:0, ws:127.0.0.1:0/only");
    InetSocketAddress any = at(now.addresses().get(0));
    InetSocketAddress only = at(now.addresses().get(1));
    assertEquals("101", status(any, "/what/ever"));
    assertEquals("101", status(only, "/only"));
    assertEquals("404", status(only, "/other"));
  }

  private static String status(InetSocketAddress to, String path) throws IOException {
    try (RawClient client = RawClient.tcp(to, FrameMode.LINES)) {
      client.bytes(
          ("GET "
                  + path
                  + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n"
                  + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      return client.line().split(" ")[1];
    }
  }

  @Test
  void aChangeLeavesWhatStaysAndItsConnectionsAlone() throws Exception {
    String first = change("tcp:127.0.0.1:0").addresses().get(0);
    try (RawClient client = RawClient.tcp(at(first), FrameMode.LINES).login("ana")) {
      Listening more = change(first + ", ws:127.0.0.1:0");
      assertEquals(first, more.addresses().get(0));
      assertEquals(List.of(more.addresses().get(1)), more.opened());
      Listening none = change("");
      assertEquals(List.of(), none.addresses());
      assertEquals("ok", client.say(PING).reply().get("result"));
      assertThrows(IOException.class, () -> RawClient.tcp(at(first), FrameMode.LINES));
      // The same port with another transport.
      change(first.replace("tcp", "tls"));
      RawClient.tls(at(first), FrameMode.LINES).login("bo").close();
      change(first);
      RawClient.tcp(at(first), FrameMode.LINES).login("bo").close();
    }
  }

  @Test
  void ifOneCannotBeOpenedEverythingStaysAsItWas() throws Exception {
    String first = change("tcp:127.0.0.1:0").addresses().get(0);
    ApiListeners other = listeners();
    String taken =
        SocketWorld.await(
                other.change(ApiListen.parseAll("tcp:127.0.0.1:0").orElseThrow(), IDENTITY))
            .addresses()
            .get(0);
    ExecutionException e =
        assertThrows(
            ExecutionException.class,
            () -> change(first.replace("tcp", "tls") + ", tcp:127.0.0.1:0, " + taken));
    assertInstanceOf(ListenException.class, e.getCause());
    assertTrue(e.getCause().getMessage().contains("in use"), e.getCause().getMessage());
    assertEquals(List.of(first), listeners.addresses());
    RawClient.tcp(at(first), FrameMode.LINES).login("ana").close();
  }

  @Test
  void aStoppedServiceClosesItsRawConnections() throws Exception {
    try (RawClient client = RawClient.tcp(tcp(), FrameMode.LINES).login("ana")) {
      SocketWorld.await(listeners.close());
      world.server.close();
      assertEquals(0, client.rest().length);
    }
    assertEquals(Optional.empty(), listeners.addresses().stream().findAny());
  }
}
