package io.jackfield.signaling.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.StaticContent;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTest {

  private static HttpOptions limits(Duration timeout) {
    return new HttpOptions(200, 400, 1_000, 3, timeout, timeout, timeout, 100);
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private Loopback loopback;
  private Listener listener;

  @BeforeEach
  void open() {
    loopback = new Loopback();
    listener = loopback.http(limits(Duration.ofSeconds(20)), routes());
  }

  @AfterEach
  void close() {
    loopback.close();
  }

  private static HttpRoutes routes() {
    return HttpRoutes.builder()
        .get("/ok", request -> CompletableFuture.completedFuture(HttpResponse.text(200, "ok")))
        .get("/never", request -> new CompletableFuture<>())
        .get(
            "/broken",
            request -> {
              throw new IllegalStateException("asked for");
            })
        .post(
            "/echo",
            request ->
                CompletableFuture.supplyAsync(
                    () -> HttpResponse.of(200, "text/plain", request.body())))
        .get(
            "/below/",
            request ->
                CompletableFuture.completedFuture(HttpResponse.text(200, request.head().path())))
        .content("/web/", new StaticContent(HttpTest.class.getClassLoader(), "web"))
        .build();
  }

  private java.net.http.HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return Loopback.get(
        client.sendAsync(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString()));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + listener.local().getPort() + path);
  }

  private String raw(String request) throws Exception {
    return Loopback.exchange(listener.local(), request);
  }

  @Test
  void handlersAnswerAndConnectionsAreReused() throws Exception {
    assertEquals("ok\n", get("/ok").body());
    assertEquals("/below/a/b", get("/below/a/b").body().trim());
    java.net.http.HttpResponse<String> echoed =
        Loopback.get(
            client.sendAsync(
                HttpRequest.newBuilder(uri("/echo"))
                    .POST(HttpRequest.BodyPublishers.ofString("body"))
                    .build(),
                java.net.http.HttpResponse.BodyHandlers.ofString()));
    assertEquals("body", echoed.body());
    try (Socket socket = Loopback.socket(listener.local())) {
      String one = "GET /ok HTTP/1.1\r\nHost: a\r\n\r\n";
      Loopback.write(socket, one + one);
      Loopback.readUntil(socket, "ok\n");
      Loopback.readUntil(socket, "ok\n");
      Loopback.write(socket, one);
      String last = Loopback.readAll(socket);
      assertTrue(last.contains("connection: close"), last);
    }
  }

  @Test
  void statusesOfWrongRequests() throws Exception {
    assertEquals(404, get("/none").statusCode());
    assertEquals(500, get("/broken").statusCode());
    String notAllowed = raw("POST /ok HTTP/1.0\r\n\r\n");
    assertTrue(notAllowed.startsWith("HTTP/1.1 405 "), notAllowed);
    assertTrue(notAllowed.contains("allow: GET, HEAD\r\n"), notAllowed);
    assertStatus(400, "GET /ok HTTP/1.1\r\n\r\n");
    assertStatus(400, "GET /ok HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    assertStatus(400, "nonsense\r\n\r\n");
    assertStatus(400, "GET /a%zz HTTP/1.1\r\nHost: a\r\n\r\n");
    assertStatus(400, "GET /web/../x HTTP/1.1\r\nHost: a\r\n\r\n");
    assertStatus(400, "GET /web/%2e%2e/x HTTP/1.1\r\nHost: a\r\n\r\n");
    assertStatus(400, "GET /web/..%2fx HTTP/1.1\r\nHost: a\r\n\r\n");
    assertStatus(
        400,
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    assertStatus(413, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n");
    assertStatus(
        413,
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n"
            + "x".repeat(1_001)
            + "\r\n0\r\n\r\n");
    assertStatus(414, "GET /" + "x".repeat(300) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    assertStatus(431, "GET /ok HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(500) + "\r\n\r\n");
    assertStatus(417, "GET /ok HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n");
    assertStatus(505, "GET /ok HTTP/2.0\r\nHost: a\r\n\r\n");
  }

  private void assertStatus(int status, String request) throws Exception {
    String answer = raw(request);
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), request + " -> " + answer);
  }

  @Test
  void slowClientsAndHandlersAreCut() throws Exception {
    listener = loopback.http(limits(Duration.ofMillis(500)), routes());
    assertStatus(504, "GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
    String silent = raw("");
    assertEquals("", silent, "the server must not speak first");
    assertStatus(408, "GET /ok HTTP/1.1\r\nHo");
    assertStatus(408, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  }

  @Test
  void expectedContinueIsSent() throws Exception {
    try (Socket socket = Loopback.socket(listener.local())) {
      Loopback.write(
          socket,
          "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", Loopback.readUntil(socket, "\r\n\r\n"));
      Loopback.write(socket, "hi");
      assertTrue(Loopback.readUntil(socket, "hi").startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void staticContentIsServedWithTypesTagsAndSecurityFields() throws Exception {
    java.net.http.HttpResponse<String> page = get("/web/");
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("<title>index</title>"));
    assertEquals("text/html; charset=utf-8", page.headers().firstValue("content-type").get());
    assertEquals("nosniff", page.headers().firstValue("x-content-type-options").get());
    assertTrue(
        page.headers()
            .firstValue("content-security-policy")
            .get()
            .contains("frame-ancestors 'none'"));
    String tag = page.headers().firstValue("etag").get();
    assertEquals(304, get("/web/index.html", "If-None-Match", tag).statusCode());
    assertEquals(
        "text/javascript; charset=utf-8",
        get("/web/app.js").headers().firstValue("content-type").get());
    assertEquals(
        "gzip",
        get("/web/app.js", "Accept-Encoding", "br, gzip")
            .headers()
            .firstValue("content-encoding")
            .get());
    assertFalse(get("/web/app.js").headers().firstValue("content-encoding").isPresent());
    assertEquals(404, get("/web/absent").statusCode());
    assertEquals(404, get("/web//index.html").statusCode());
    assertEquals("/web/", get("/web").headers().firstValue("location").get());
    assertEquals("/web/sub/", get("/web/sub").headers().firstValue("location").get());
    String head = raw("HEAD /web/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertTrue(head.endsWith("\r\n\r\n"), head);
    int length = page.body().getBytes(StandardCharsets.UTF_8).length;
    assertTrue(head.contains("content-length: " + length + "\r\n"), head);
  }
}
