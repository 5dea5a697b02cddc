package io.jackfield.signaling.transport.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.RequestHead;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.http.WebSocketOptions;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {

  private final RecordingWebSocket server = new RecordingWebSocket();
  private Loopback loopback;

  @BeforeEach
  void open() {
    loopback = new Loopback();
  }

  @AfterEach
  void close() {
    loopback.close();
  }

  private Listener listen(WebSocketOptions options) {
    return loopback.http(
        HttpRoutes.builder().webSocket("/api/", new WebSocketEndpoint(options, server)).build());
  }

  @Test
  void textGoesBothWaysAndTheHeadIsSeen() {
    Listener listener = listen(WebSocketOptions.defaults());
    RecordingClient client = RecordingClient.connect(listener.local(), "/api/core?a=1&b=x%20y");
    client.socket.sendText("h\u00e9llo \ud83d\ude00", true);
    assertEquals("h\u00e9llo \ud83d\ude00", RecordingWebSocket.next(client.texts));
    RequestHead head = RecordingWebSocket.next(server.heads);
    assertEquals("/api/core", head.path());
    assertEquals(List.of("x y"), head.query().get("b"));
    Connection connection = RecordingWebSocket.next(server.opened);
    assertEquals(TransportKind.WS, connection.kind());
    assertEquals(1, loopback.transport.statistics().open().get(TransportKind.WS));
    Loopback.get(client.socket.sendClose(1000, "done"));
    assertEquals(
        new CloseCause(CloseCause.Kind.PEER, 1000, "done"), RecordingWebSocket.next(server.closed));
    assertEquals(1000, RecordingWebSocket.next(client.codes));
  }

  @Test
  void fragmentsAreJoined() {
    Listener listener = listen(WebSocketOptions.defaults());
    RecordingClient client = RecordingClient.connect(listener.local(), "/api/core");
    Loopback.get(client.socket.sendText("one ", false));
    Loopback.get(client.socket.sendPing(ByteBuffer.wrap(new byte[] {7})));
    Loopback.get(client.socket.sendText("two ", false));
    Loopback.get(client.socket.sendText("three", true));
    assertEquals("one two three", RecordingWebSocket.next(client.texts));
    assertArrayEquals(new byte[] {7}, RecordingWebSocket.next(client.pongs));
  }

  @Test
  void aLowerLimitOfTheUserHoldsFromThenOnEvenWithinAFrameThatHasNotCome() throws Exception {
    Listener listener = listen(WebSocketOptions.defaults());
    RecordingClient client = RecordingClient.connect(listener.local(), "/api/core");
    Connection connection = RecordingWebSocket.next(server.opened);
    Loopback.get(runOn(connection, () -> connection.limitMessages(100)));
    client.socket.sendText("x".repeat(101), true);
    assertEquals(1009, RecordingWebSocket.next(client.codes));

    RecordingClient patient = RecordingClient.connect(listener.local(), "/api/core");
    Connection raised = RecordingWebSocket.next(server.opened);
    Loopback.get(runOn(raised, () -> raised.limitMessages(100)));
    Loopback.get(runOn(raised, () -> raised.limitMessages(200)));
    patient.socket.sendText("x".repeat(200), true);
    assertEquals(200, RecordingWebSocket.next(patient.texts).length());

    try (Socket raw = Loopback.socket(listener.local())) {
      Loopback.write(
          raw,
          "GET /api/core HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
      Loopback.readUntil(raw, "\r\n\r\n");
      Connection slow = RecordingWebSocket.next(server.opened);
      Loopback.get(runOn(slow, () -> slow.limitMessages(100)));
      // A masked text frame of 64,000 bytes, of which 200 come.
      Loopback.write(raw, "\u0081\u00fe\u00fa\u0000" + "\u0000".repeat(4) + "x".repeat(200));
      byte[] goodbye = raw.getInputStream().readNBytes(4);
      assertArrayEquals(new byte[] {3, (byte) 0xf1}, new byte[] {goodbye[2], goodbye[3]});
    }
  }

  private static CompletionStage<Void> runOn(Connection connection, Runnable task) {
    return CompletableFuture.runAsync(task, connection::execute);
  }

  @Test
  void anEndpointMayComeAndGo() throws Exception {
    AtomicReference<Optional<WebSocketEndpoint>> now = new AtomicReference<>(Optional.empty());
    Listener listener =
        loopback.http(HttpRoutes.builder().webSocket("/api/", head -> now.get()).build());
    String request =
        "GET /api/x HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    try (Socket early = Loopback.socket(listener.local())) {
      Loopback.write(early, request);
      assertTrue(Loopback.readUntil(early, "\r\n\r\n").startsWith("HTTP/1.1 404"));
    }
    now.set(Optional.of(new WebSocketEndpoint(WebSocketOptions.defaults(), server)));
    try (Socket later = Loopback.socket(listener.local())) {
      Loopback.write(later, request);
      assertTrue(Loopback.readUntil(later, "\r\n\r\n").startsWith("HTTP/1.1 101"));
    }
  }

  @Test
  void ourCodeAndReasonReachTheClient() {
    Listener listener = listen(WebSocketOptions.defaults());
    RecordingClient client = RecordingClient.connect(listener.local(), "/api/core");
    RecordingWebSocket.next(server.opened).close(4000, "client did not answer in time");
    assertEquals(4000, RecordingWebSocket.next(client.codes));
    assertEquals("client did not answer in time", RecordingWebSocket.next(client.reasons));
    assertEquals(CloseCause.Kind.LOCAL, RecordingWebSocket.next(server.closed).kind());
  }

  @Test
  void binaryIsRefusedUnlessAccepted() {
    Listener listener = listen(WebSocketOptions.defaults());
    RecordingClient client = RecordingClient.connect(listener.local(), "/api/core");
    client.socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2}), true);
    assertEquals(1003, RecordingWebSocket.next(client.codes));
  }

  @Test
  void tooLongMessagesCloseWith1009() {
    Listener listener = listen(WebSocketOptions.defaults().withMaxMessageBytes(100));
    RecordingClient client = RecordingClient.connect(listener.local(), "/api/core");
    client.socket.sendText("x".repeat(101), true);
    assertEquals(1009, RecordingWebSocket.next(client.codes));
    RecordingClient second = RecordingClient.connect(listener.local(), "/api/core");
    Loopback.get(second.socket.sendText("x".repeat(60), false));
    second.socket.sendText("x".repeat(60), true);
    assertEquals(1009, RecordingWebSocket.next(second.codes));
    assertEquals(CloseCause.Kind.TOO_LARGE, RecordingWebSocket.next(server.closed).kind());
  }

  @Test
  void aFailingCallbackClosesWith1011() {
    Listener listener = listen(WebSocketOptions.defaults());
    RecordingClient client = RecordingClient.connect(listener.local(), "/api/core");
    client.socket.sendText("fail", true);
    assertEquals(1011, RecordingWebSocket.next(client.codes));
  }

  @Test
  void silenceIsClosedAndPingsAreSent() {
    Listener listener =
        listen(
            WebSocketOptions.defaults()
                .withPingInterval(Duration.ofMillis(1500))
                .withIdleTimeout(Duration.ofSeconds(20)));
    RecordingClient client = RecordingClient.connect(listener.local(), "/api/core");
    RecordingWebSocket.next(client.pings);
    RecordingWebSocket.next(client.pings);
    Listener quick = listen(WebSocketOptions.defaults().withIdleTimeout(Duration.ofMillis(60)));
    RecordingClient silent = RecordingClient.connect(quick.local(), "/api/core");
    assertEquals(1001, RecordingWebSocket.next(silent.codes));
    assertEquals(CloseCause.Kind.IDLE, RecordingWebSocket.next(server.closed).kind());
  }

  @Test
  void theSubprotocolIsRequiredAndBinaryPassesWhenAccepted() throws Exception {
    Listener listener = listen(WebSocketOptions.sip());
    String answer = Loopback.exchange(listener.local(), handshake("/api/x", ""));
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertTrue(answer.contains("subprotocol sip must be offered"), answer);
    RecordingClient client = RecordingClient.connect(listener.local(), "/api/x", "sip");
    assertEquals("sip", client.socket.getSubprotocol());
    client.socket.sendBinary(ByteBuffer.wrap("OPTIONS".getBytes(StandardCharsets.UTF_8)), true);
    assertEquals(7, RecordingWebSocket.next(server.binaries).length);
  }

  @Test
  void theHandlerCanRefuseAHandshake() throws Exception {
    Listener listener = listen(WebSocketOptions.defaults());
    String answer = Loopback.exchange(listener.local(), handshake("/api/unknown", ""));
    assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
    assertTrue(answer.endsWith("no such service\n"), answer);
  }

  @Test
  void aHandshakeAndAMessageMayFollowARequestInOnePacket() throws Exception {
    Listener listener = listen(WebSocketOptions.defaults());
    try (Socket socket = Loopback.socket(listener.local())) {
      Loopback.write(
          socket,
          "GET /none HTTP/1.1\r\nHost: a\r\n\r\n"
              + handshake("/api/core", "")
              + "\u0081\u0083\0\0\0\0abc");
      Loopback.readUntil(socket, "not found\n");
      assertTrue(Loopback.readUntil(socket, "\r\n\r\n").startsWith("HTTP/1.1 101 "));
      assertEquals("\u0081\u0003abc", Loopback.readUntil(socket, "abc"));
    }
  }

  static String handshake(String path, String more) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close, Upgrade\r\n"
        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + more
        + "\r\n";
  }
}
