package io.jackfield.signaling.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.transport.TransportStatistics;
import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.connection.SendLimits;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.http.WebSocketOptions;
import io.jackfield.signaling.transport.stream.StreamConnectOptions;
import io.jackfield.signaling.transport.stream.StreamOptions;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slow, silent, vanishing and very many clients. */
class PressureTest {

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
        HttpRoutes.builder().webSocket("/", new WebSocketEndpoint(options, server)).build());
  }

  private static Socket webSocket(Listener listener) throws Exception {
    Socket socket = Loopback.socket(listener.local());
    Loopback.write(socket, WebSocketTest.handshake("/", ""));
    assertTrue(Loopback.readUntil(socket, "\r\n\r\n").startsWith("HTTP/1.1 101 "));
    return socket;
  }

  @Test
  void aClientThatDoesNotReadIsClosedAfterTheGraceTime() throws Exception {
    SendLimits limits = new SendLimits(1_000, 1 << 20, Duration.ofMillis(100), 4002);
    Listener listener = listen(WebSocketOptions.defaults().withLimits(limits));
    try (Socket socket = webSocket(listener)) {
      Connection connection = RecordingWebSocket.next(server.opened);
      String message = "x".repeat(100_000);
      // Topped up until it is closed, as the system's buffers take megabytes first.
      Loopback.await(
          "the close",
          () -> {
            if (connection.queuedBytes() <= limits.maxBytes()) {
              connection.send(message);
            }
            return !connection.isOpen();
          });
      CloseCause cause = RecordingWebSocket.next(server.closed);
      assertEquals(CloseCause.Kind.SLOW_CONSUMER, cause.kind());
      assertEquals(4002, cause.code());
      assertFalse(connection.isOpen());
      Loopback.await("queue emptied", () -> connection.queuedMessages() == 0);
      assertEquals(0, loopback.transport.statistics().queuedBytes());
      assertFalse(socket.isClosed());
    }
  }

  @Test
  void aClientThatCatchesUpInTimeLosesNothing() throws Exception {
    SendLimits limits = new SendLimits(10, 64 << 20, Duration.ofSeconds(30), 4002);
    Listener listener = listen(WebSocketOptions.defaults().withLimits(limits));
    try (Socket socket = webSocket(listener)) {
      Connection connection = RecordingWebSocket.next(server.opened);
      int size = 1_000_000;
      String message = "x".repeat(size);
      for (int i = 0; i < 30; i++) {
        connection.send(message);
      }
      int header = 10;
      assertEquals(
          30L * (size + header), socket.getInputStream().readNBytes(30 * (size + header)).length);
      assertTrue(connection.isOpen());
    }
  }

  @Test
  void aQueueFarOverItsLimitIsCutAtOnce() throws Exception {
    SendLimits limits = new SendLimits(1_000, 1 << 20, Duration.ofHours(1), 4002);
    Listener listener = listen(WebSocketOptions.defaults().withLimits(limits));
    try (Socket socket = webSocket(listener)) {
      Connection connection = RecordingWebSocket.next(server.opened);
      String message = "x".repeat(1_000_000);
      for (int i = 0; i < 40; i++) {
        connection.send(message);
      }
      assertEquals(CloseCause.Kind.SLOW_CONSUMER, RecordingWebSocket.next(server.closed).kind());
      assertFalse(socket.isClosed());
    }
  }

  @Test
  void aClientThatAnswersNoPingIsClosed() throws Exception {
    Listener listener = listen(WebSocketOptions.defaults().withPingInterval(Duration.ofMillis(40)));
    try (Socket socket = webSocket(listener)) {
      assertEquals(CloseCause.Kind.IDLE, RecordingWebSocket.next(server.closed).kind());
      byte[] rest = socket.getInputStream().readAllBytes();
      assertEquals(0x89, rest[0] & 0xff, "a ping first");
    }
  }

  @Test
  void aConnectionThatEndsWithoutACloseFrameIsBroken() throws Exception {
    Listener listener = listen(WebSocketOptions.defaults());
    webSocket(listener).close();
    CloseCause cause = RecordingWebSocket.next(server.closed);
    assertEquals(CloseCause.Kind.BROKEN, cause.kind());
    assertEquals(1006, cause.code());
    Socket reset = webSocket(listener);
    reset.setSoLinger(true, 0);
    reset.close();
    assertEquals(CloseCause.Kind.BROKEN, RecordingWebSocket.next(server.closed).kind());
  }

  @Test
  void protocolErrorsHaveTheirCodes() throws Exception {
    Listener listener = listen(WebSocketOptions.defaults());
    assertCloses(listener, 1007, 0x81, 0x82, 0, 0, 0, 0, 0xC3, 0x28);
    assertCloses(listener, 1002, 0x81, 0x01, 'x');
    assertCloses(listener, 1002, 0xC1, 0x81, 0, 0, 0, 0, 'x');
    assertCloses(listener, 1002, 0x83, 0x80, 0, 0, 0, 0);
    assertCloses(listener, 1002, 0x80, 0x80, 0, 0, 0, 0);
    assertCloses(listener, 1002, 0x09, 0x80, 0, 0, 0, 0);
    assertCloses(listener, 1002, 0x88, 0x82, 0, 0, 0, 0, 0x03, 0xEC);
    // A length of 2^62 must not be waited for.
    assertCloses(listener, 1009, 0x81, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  private void assertCloses(Listener listener, int code, int... frame) throws Exception {
    try (Socket socket = webSocket(listener)) {
      byte[] bytes = new byte[frame.length];
      for (int i = 0; i < frame.length; i++) {
        bytes[i] = (byte) frame[i];
      }
      socket.getOutputStream().write(bytes);
      byte[] answer = socket.getInputStream().readNBytes(4);
      assertEquals(0x88, answer[0] & 0xff);
      assertEquals(code, (answer[2] & 0xff) << 8 | answer[3] & 0xff);
      socket.shutdownOutput();
      assertEquals(code, RecordingWebSocket.next(server.closed).code());
    }
  }

  @Test
  void readingCanBePaused() throws Exception {
    RecordingStream stream = new RecordingStream(false);
    Listener listener =
        Loopback.get(loopback.transport.listen(Loopback.anyPort(), StreamOptions.tcp(), stream));
    RecordingStream sender = new RecordingStream(false);
    Connection client =
        Loopback.get(
            loopback.transport.connect(listener.local(), StreamConnectOptions.tcp(), sender));
    Connection connection = RecordingWebSocket.next(stream.opened);
    connection.pauseReading();
    byte[] block = new byte[1 << 20];
    while (client.queuedBytes() < 1 << 20) {
      client.send(block);
    }
    assertEquals(false, RecordingWebSocket.next(sender.writable));
    connection.resumeReading();
    Loopback.await("all written", () -> client.queuedBytes() == 0);
    assertEquals(true, last(sender.writable));
  }

  private static boolean last(BlockingQueue<Boolean> queue) {
    boolean value = RecordingWebSocket.next(queue);
    while (!value || !queue.isEmpty()) {
      value = RecordingWebSocket.next(queue);
    }
    return value;
  }

  @Test
  void aThousandConnectionsLeaveNothing() throws Exception {
    Listener listener = listen(WebSocketOptions.defaults());
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      sockets.add(webSocket(listener));
    }
    assertEquals(1_000, loopback.transport.statistics().open().get(TransportKind.WS));
    assertEquals(1_000, listener.openConnections());
    for (int i = 0; i < 500; i++) {
      sockets.get(i).close();
    }
    Loopback.await("half gone", () -> listener.openConnections() == 500);
    Loopback.get(listener.close(Duration.ofMillis(200)));
    TransportStatistics after = loopback.transport.statistics();
    assertEquals(0, after.open().get(TransportKind.WS));
    assertEquals(0, after.httpOpen());
    assertEquals(0, after.queuedMessages());
    assertEquals(500, after.closed().get(CloseCause.Kind.BROKEN));
    assertEquals(500, after.closed().get(CloseCause.Kind.SHUTDOWN));
    assertEquals(1_000, server.closed.size());
    for (Socket socket : sockets) {
      socket.close();
    }
    InetSocketAddress address = listener.local();
    assertEquals(
        address.getPort(),
        Loopback.get(
                loopback.transport.listen(address, StreamOptions.tcp(), new RecordingStream(true)))
            .local()
            .getPort());
  }

  @Test
  void closingTheTransportEndsItsThreads() {
    Loopback other = new Loopback();
    other.http(HttpRoutes.builder().build());
    other.close();
    Loopback.await(
        "threads ended",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("jackfield-io"))
                    .count()
                <= 2);
  }
}
