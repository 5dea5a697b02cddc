package io.jackfield.signaling.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.ListenException;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.datagram.DatagramEndpoint;
import io.jackfield.signaling.transport.datagram.DatagramOptions;
import io.jackfield.signaling.transport.stream.StreamConnectOptions;
import io.jackfield.signaling.transport.stream.StreamOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamTest {

  private final RecordingStream server = new RecordingStream(true);
  private Loopback loopback;

  @BeforeEach
  void open() {
    loopback = new Loopback();
  }

  @AfterEach
  void close() {
    loopback.close();
  }

  private Listener listen(StreamOptions options) {
    return Loopback.get(loopback.transport.listen(Loopback.anyPort(), options, server));
  }

  @Test
  void bytesGoBothWays() throws Exception {
    Listener listener = listen(StreamOptions.tcp());
    try (Socket socket = Loopback.socket(listener.local())) {
      Loopback.write(socket, "hello;");
      assertEquals("hello;", Loopback.readUntil(socket, ";"));
      assertEquals(1, listener.openConnections());
    }
    assertEquals(CloseCause.Kind.PEER, RecordingWebSocket.next(server.closed).kind());
    Loopback.await("connection gone", () -> listener.openConnections() == 0);
  }

  @Test
  void anOutgoingConnectionTalksToAListener() {
    Listener listener = listen(StreamOptions.tcp());
    RecordingStream client = new RecordingStream(false);
    Connection connection =
        Loopback.get(
            loopback.transport.connect(listener.local(), StreamConnectOptions.tcp(), client));
    Loopback.get(connection.send("ping"));
    assertEquals("ping", RecordingWebSocket.next(client.received));
    connection.sendText("pong".getBytes(StandardCharsets.UTF_8));
    assertEquals("pong", RecordingWebSocket.next(client.received));
    connection.close();
    assertEquals(CloseCause.Kind.LOCAL, RecordingWebSocket.next(client.closed).kind());
    assertEquals(CloseCause.Kind.PEER, RecordingWebSocket.next(server.closed).kind());
    Throwable refused = Loopback.failure(connection.send("more"));
    assertTrue(refused instanceof IOException, refused.toString());
  }

  @Test
  void aRefusedConnectionSaysWhereTo() {
    Listener listener = listen(StreamOptions.tcp());
    InetSocketAddress address = listener.local();
    Loopback.get(listener.close(java.time.Duration.ZERO));
    Throwable failure =
        Loopback.failure(loopback.transport.connect(address, StreamConnectOptions.tcp(), server));
    assertTrue(failure.getMessage().contains("127.0.0.1:" + address.getPort()), failure.toString());
  }

  @Test
  void aPortInUseIsNamed() {
    Listener listener = listen(StreamOptions.tcp());
    Throwable failure =
        Loopback.failure(loopback.transport.listen(listener.local(), StreamOptions.tcp(), server));
    ListenException refused = (ListenException) failure;
    assertEquals(ListenException.Reason.IN_USE, refused.reason());
    assertTrue(
        refused
            .getMessage()
            .startsWith("127.0.0.1:" + listener.local().getPort() + " is already in use"),
        refused.getMessage());
  }

  @Test
  void anUnboundListenerLeavesItsConnectionsAndItsPort() throws Exception {
    Listener listener = listen(StreamOptions.tcp());
    try (Socket socket = Loopback.socket(listener.local())) {
      Loopback.write(socket, "one;");
      assertEquals("one;", Loopback.readUntil(socket, ";"));
      Loopback.get(listener.unbind());
      Listener next =
          Loopback.get(loopback.transport.listen(listener.local(), StreamOptions.tcp(), server));
      Loopback.write(socket, "two;");
      assertEquals("two;", Loopback.readUntil(socket, ";"));
      Loopback.get(listener.close(java.time.Duration.ofSeconds(1)));
      assertEquals("", Loopback.readAll(socket));
      assertEquals(0, next.openConnections());
    }
  }

  @Test
  void datagramsGoBothWays() {
    DatagramEndpoint echo =
        Loopback.get(
            loopback.transport.bind(
                Loopback.anyPort(),
                DatagramOptions.defaults(),
                (endpoint, remote, bytes) -> endpoint.send(bytes, remote)));
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    DatagramEndpoint client =
        Loopback.get(
            loopback.transport.bind(
                Loopback.anyPort(),
                new DatagramOptions(2, 0, 2_000),
                (endpoint, remote, bytes) ->
                    answers.add(StandardCharsets.US_ASCII.decode(bytes) + " " + remote)));
    Loopback.get(client.send("ping".getBytes(StandardCharsets.US_ASCII), echo.local()));
    assertEquals("ping " + echo.local(), RecordingWebSocket.next(answers));
    Throwable taken =
        Loopback.failure(
            loopback.transport.bind(
                echo.local(), DatagramOptions.defaults(), (endpoint, remote, bytes) -> {}));
    assertTrue(taken.getMessage().contains("already in use (UDP)"), taken.getMessage());
  }
}
