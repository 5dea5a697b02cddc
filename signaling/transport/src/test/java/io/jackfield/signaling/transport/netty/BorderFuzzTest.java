package io.jackfield.signaling.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.transport.TransportConfig;
import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.RequestHead;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.http.WebSocketHandler;
import io.jackfield.signaling.transport.http.WebSocketOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Damaged requests and frames, seeded: whatever comes in, nothing is thrown past the border, no
 * memory is left behind, the answer is HTTP or WebSocket, and callbacks are balanced.
 */
class BorderFuzzTest {

  private static final int INPUTS = 20_000;
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 32_010);

  private static final List<String> REQUESTS =
      List.of(
          "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /a/b?c=d&e=%20 HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
          "HEAD / HTTP/1.0\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx");

  private static final byte[][] FRAMES = {
    frame(0x81, "text"),
    frame(0x82, "data"),
    frame(0x01, "first "),
    frame(0x80, "last"),
    frame(0x89, "ping"),
    frame(0x8A, "pong"),
    frame(0x81, "x".repeat(300)),
    frame(0x88, "\u0003\u00e8bye"),
  };

  private static final List<String> SPLICES =
      List.of(
          "\r\n",
          "%",
          "\0",
          "\u00ff",
          ":",
          " ",
          "Host: b\r\n",
          "Content-Length: 1\r\n",
          "Transfer-Encoding: chunked\r\n",
          "-1",
          "99999999999",
          "/../",
          "\\");

  /** One arena of each kind and no caches, so that its counts are exact. */
  private final PooledByteBufAllocator allocator =
      new PooledByteBufAllocator(false, 1, 1, 8_192, 3, 0, 0, false);

  private final Counting handler = new Counting();
  private int sockets;

  private static byte[] frame(int first, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    if (bytes.length < 126) {
      out.write(0x80 | bytes.length);
    } else {
      out.write(0x80 | 126);
      out.write(bytes.length >> 8);
      out.write(bytes.length);
    }
    out.writeBytes(new byte[4]);
    out.writeBytes(bytes);
    return out.toByteArray();
  }

  private static final class Counting implements WebSocketHandler {
    int opened;
    int closed;
    int messages;

    @Override
    public void onOpen(Connection connection, RequestHead head) {
      opened++;
    }

    @Override
    public void onText(Connection connection, String text) {
      messages++;
      connection.send(text);
    }

    @Override
    public void onBinary(Connection connection, byte[] bytes) {
      messages++;
      connection.send(bytes);
    }

    @Override
    public void onClosed(Connection connection, CloseCause cause) {
      closed++;
    }
  }

  /** A channel without a socket that believes in its addresses. */
  private static final class Wire extends EmbeddedChannel {
    @Override
    protected SocketAddress localAddress0() {
      return HERE;
    }

    @Override
    protected SocketAddress remoteAddress0() {
      return HERE;
    }
  }

  @Test
  void nothingGetsThrough() {
    long seed = 20_261_121L;
    Random random = new Random(seed);
    Engine engine =
        new Engine(new TransportConfig(1, false, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    NettyHttpServer server =
        new NettyHttpServer(
            engine,
            new TlsStore(engine),
            new HttpOptions(
                500,
                1_000,
                1_000,
                4,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofHours(1),
                100),
            routes());
    ListenerChannels listener = new ListenerChannels(engine, HERE, 100);
    try {
      for (int i = 0; i < INPUTS; i++) {
        byte[] input = input(random);
        try {
          play(server, listener, input, random);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError(
              "seed "
                  + seed
                  + " input "
                  + i
                  + ": "
                  + new String(input, StandardCharsets.ISO_8859_1),
              e);
        }
      }
    } finally {
      Loopback.get(engine.close(Duration.ofSeconds(1)));
    }
    assertTrue(sockets > INPUTS / 10, "handshakes that got through: " + sockets);
    assertTrue(handler.messages > INPUTS / 100, "messages that got through: " + handler.messages);
    assertEquals(handler.opened, handler.closed);
    assertEquals(0, engine.counters.httpOpen.sum());
    assertEquals(0, engine.counters.queuedMessages.sum());
    assertEquals(0, engine.counters.queuedBytes.sum());
    assertEquals(0, listener.openConnections());
    assertEquals(0, allocator.metric().directArenas().get(0).numActiveAllocations());
    assertEquals(0, allocator.metric().heapArenas().get(0).numActiveAllocations());
  }

  private HttpRoutes routes() {
    WebSocketOptions options =
        new WebSocketOptions(
            java.util.Optional.empty(),
            200,
            true,
            Duration.ZERO,
            Duration.ZERO,
            WebSocketOptions.defaults().limits(),
            java.util.Set.of());
    return HttpRoutes.builder()
        .get("/", request -> CompletableFuture.completedFuture(HttpResponse.text(200, "ok")))
        .post(
            "/",
            request ->
                CompletableFuture.completedFuture(
                    HttpResponse.of(200, "text/plain", request.body())))
        .webSocket("/ws/", new WebSocketEndpoint(options, handler))
        .build();
  }

  /** One or more requests, or a handshake with frames, damaged at a few places. */
  private static byte[] input(Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean webSocket = random.nextBoolean();
    int intact = 0;
    if (webSocket) {
      out.writeBytes(WebSocketTest.handshake("/ws/x", "").getBytes(StandardCharsets.ISO_8859_1));
      // Most handshakes stay whole, else the frames behind them would never be looked at.
      intact = random.nextInt(8) == 0 ? 0 : out.size();
    }
    int parts = 1 + random.nextInt(4);
    for (int i = 0; i < parts; i++) {
      out.writeBytes(
          webSocket
              ? FRAMES[random.nextInt(FRAMES.length)]
              : REQUESTS
                  .get(random.nextInt(REQUESTS.size()))
                  .getBytes(StandardCharsets.ISO_8859_1));
    }
    byte[] bytes = out.toByteArray();
    int damages = random.nextInt(4);
    for (int i = 0; i < damages; i++) {
      bytes = damage(bytes, intact, random);
    }
    return bytes;
  }

  private static byte[] damage(byte[] bytes, int from, Random random) {
    if (bytes.length == from) {
      return bytes;
    }
    int at = from + random.nextInt(bytes.length - from);
    switch (random.nextInt(3)) {
      case 0:
        bytes[at] = (byte) random.nextInt(256);
        return bytes;
      case 1:
        return java.util.Arrays.copyOf(bytes, at);
      default:
        byte[] splice =
            SPLICES.get(random.nextInt(SPLICES.size())).getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(splice);
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }
  }

  private void play(
      NettyHttpServer server, ListenerChannels listener, byte[] input, Random random) {
    Wire wire = new Wire();
    wire.config().setAllocator(allocator);
    server.setUp(listener, wire, HERE, java.util.Optional.empty());
    int at = 0;
    while (at < input.length && wire.isOpen()) {
      int end = random.nextBoolean() ? input.length : at + 1 + random.nextInt(input.length - at);
      wire.writeInbound(allocator.heapBuffer(end - at).writeBytes(input, at, end - at));
      at = end;
    }
    wire.runPendingTasks();
    checkAnswer(wire);
    wire.close();
    wire.runPendingTasks();
    wire.checkException();
    wire.finishAndReleaseAll();
  }

  private void checkAnswer(Wire wire) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (ByteBuf sent = wire.readOutbound(); sent != null; sent = wire.readOutbound()) {
      byte[] bytes = new byte[sent.readableBytes()];
      sent.readBytes(bytes);
      sent.release();
      out.writeBytes(bytes);
    }
    String answer = out.toString(StandardCharsets.ISO_8859_1);
    if (answer.startsWith("HTTP/1.1 101 ")) {
      sockets++;
    }
    assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 "), answer);
  }
}
