package io.jackfield.signaling.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.service.LocalService;
import io.jackfield.signaling.api.envelope.TestJson;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.SocketWorld;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpRoutes;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API on a real socket, spoken to by the JDK's WebSocket client. */
class ApiSocketTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SocketWorld world = new SocketWorld();
  private final LocalService service = world.service;
  private final ApiServer server = world.server;
  private URI uri;

  @BeforeEach
  void open() throws Exception {
    HttpRoutes routes = HttpRoutes.builder().webSocket("/api", server.endpoint()).build();
    InetSocketAddress bound =
        SocketWorld.await(
                world
                    .transport
                    .httpServer(HttpOptions.defaults(), routes)
                    .listen(new InetSocketAddress("127.0.0.1", 0)))
            .local();
    uri = URI.create("ws://127.0.0.1:" + bound.getPort() + "/api");
  }

  @AfterEach
  void close() throws Exception {
    world.close();
  }

  /** A client on a real socket that agrees to everything. */
  private final class Peer implements WebSocket.Listener {
    private final LinkedBlockingQueue<Map<String, Object>> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    private CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(null);
    private int lastTid;

    Peer() throws Exception {
      socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(uri, this)
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      opened.complete(socket);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      partial.append(data);
      webSocket.request(1);
      if (last) {
        Map<String, Object> message = TestJson.object(partial.toString());
        partial.setLength(0);
        heard.add(message);
        if (message.containsKey("cmd")) {
          queue("{\"result\":\"ok\",\"tid\":" + message.get("tid") + "}");
        }
      }
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
      closed.complete(statusCode);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      closed.completeExceptionally(error);
    }

    /** One message after the other: the client refuses a second one while it sends. */
    private synchronized CompletableFuture<WebSocket> queue(String text) {
      sent = sent.thenCompose(last -> opened.join().sendText(text, true));
      return sent;
    }

    void send(String text) throws Exception {
      queue(text).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    Map<String, Object> await(Predicate<Map<String, Object>> wanted) throws Exception {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        Map<String, Object> next = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new AssertionError("nothing came in time");
        }
        if (wanted.test(next)) {
          return next;
        }
      }
    }

    Map<?, ?> ok(String request) throws Exception {
      String tid = String.valueOf(++lastTid);
      send("{" + request + ",\"tid\":" + tid + "}");
      Map<String, Object> reply =
          await(m -> m.containsKey("result") && m.get("tid").toString().equals(tid));
      assertEquals("ok", reply.get("result"), reply::toString);
      return (Map<?, ?>) reply.getOrDefault("data", Map.of());
    }

    Map<?, ?> event(String type) throws Exception {
      Map<String, Object> event =
          await(
              m ->
                  "event".equals(m.get("cmd"))
                      && type.equals(((Map<?, ?>) m.get("data")).get("type")));
      return (Map<?, ?>) event.get("data");
    }

    Peer login(String user) throws Exception {
      ok(
          "\"class\":\"core\",\"subclass\":\"user\",\"cmd\":\"login\",\"data\":{\"user\":\""
              + user
              + "\",\"password\":\"secret\"}");
      return this;
    }

    int closeCode() throws Exception {
      return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static String sdp() {
    return "{\"sdp_type\":\"rtp\",\"sdp\":\"" + ApiWorld.SDP.replace("\r\n", "\\r\\n") + "\"}";
  }

  @Test
  void anEchoSessionLivesAndEndsWithItsConnection() throws Exception {
    Peer ana = new Peer().login("ana");
    Map<?, ?> made =
        ana.ok(
            "\"class\":\"media\",\"subclass\":\"session\",\"cmd\":\"create\",\"data\":{\"type\":"
                + "\"echo\",\"wait_reply\":true,\"offer\":"
                + sdp()
                + "}");
    assertTrue(made.containsKey("answer"));
    assertEquals(made.get("session_id"), ana.event("created").get("obj_id"));
    assertEquals(1, service.counts().sessions());
    CompletableFuture<Void> destroyed = new CompletableFuture<>();
    service
        .events()
        .subscribe(
            event -> destroyed.complete(null),
            new Subscription(
                Optional.empty(),
                Optional.of("media"),
                Optional.empty(),
                Optional.of("destroyed"),
                Optional.empty()),
            Map.of());
    ana.socket.abort();
    destroyed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void twoClientsCallEachOther() throws Exception {
    Peer ana = new Peer().login("ana");
    Peer bo = new Peer().login("bo");
    Object call =
        ana.ok(
                "\"class\":\"media\",\"subclass\":\"call\",\"cmd\":\"create\",\"data\":{\"callee\":"
                    + "\"bo\",\"offer\":"
                    + sdp()
                    + "}")
            .get("call_id");
    bo.await(m -> "invite".equals(m.get("cmd")));
    String of = "\"data\":{\"call_id\":\"" + call + "\"";
    bo.ok(
        "\"class\":\"media\",\"subclass\":\"call\",\"cmd\":\"accepted\","
            + of
            + ",\"answer\":"
            + sdp()
            + "}");
    ana.event("answer");
    bo.ok("\"class\":\"media\",\"subclass\":\"call\",\"cmd\":\"hangup\"," + of + "}");
    assertEquals(call, ana.event("hangup").get("obj_id"));
    assertEquals(call, bo.event("hangup").get("obj_id"));
  }

  @Test
  void closeCodesReachTheClient() throws Exception {
    Peer notJson = new Peer();
    notJson.send("nonsense");
    assertEquals(1007, notJson.closeCode());
    Peer malformed = new Peer();
    malformed.send("{}");
    assertEquals(1002, malformed.closeCode());
    Peer large = new Peer();
    large.send("{\"a\":\"" + "x".repeat(5_000) + "\"}");
    assertEquals(1009, large.closeCode());
    Peer binary = new Peer();
    binary.socket.sendBinary(ByteBuffer.wrap(new byte[4]), true);
    assertEquals(1003, binary.closeCode());
    Peer stopped = new Peer().login("ana");
    server.close();
    assertEquals(1001, stopped.closeCode());
  }
}
