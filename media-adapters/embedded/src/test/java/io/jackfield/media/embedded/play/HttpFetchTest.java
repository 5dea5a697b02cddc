package io.jackfield.media.embedded.play;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.media.embedded.file.MediaFile;
import io.jackfield.media.embedded.file.TestFiles;
import io.jackfield.media.embedded.relay.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files from the web, and from here, with servers that behave and others. */
@Timeout(60)
class HttpFetchTest {
  private static final int LIMIT = 100_000;
  private static final WebRules LOCAL = WebRules.of(List.of("127.0.0.1"));

  @TempDir private Path folder;
  private HttpServer server;
  private HttpFetch fetch;
  private Workers workers;

  @BeforeEach
  void open() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve("/tone.ogg", 200, Files.readAllBytes(TestFiles.copy(folder, TestFiles.OGG)), false);
    serve("/long", 200, new byte[LIMIT + 1], false);
    serve("/long-unsaid", 200, new byte[LIMIT + 1], true);
    serve("/missing", 404, "nothing here".getBytes(), false);
    serve("/broken", 500, new byte[0], false);
    serve("/text", 200, "no medium".getBytes(), false);
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/tone.ogg");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/circle",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/circle");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
    fetch = new HttpFetch(new HttpFetch.Limits(LIMIT, 2, Duration.ofSeconds(20)), LOCAL);
    workers = new Workers("test-file-", 1);
  }

  private void serve(String path, int status, byte[] body, boolean chunked) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, chunked ? 0 : body.length == 0 ? -1 : body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
  }

  @AfterEach
  void close() {
    server.stop(0);
    fetch.close();
    workers.close();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static Failure refusal(CompletionStage<?> stage) {
    ExecutionException e = assertThrows(ExecutionException.class, () -> get(stage));
    return ((FailureException) e.getCause()).failure();
  }

  private static void assertReason(Reason reason, String text, Failure failure) {
    assertTrue(failure.is(reason) && failure.text().contains(text), failure.toString());
  }

  @Test
  void aFileIsFetched() throws Exception {
    for (String path : new String[] {"/tone.ogg", "/moved"}) {
      Path file = get(fetch.fetch(at(path)));
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(TestFiles.OGG)), Files.readAllBytes(file));
      Files.delete(file);
    }
  }

  @Test
  void whatIsNotThereOrTooLongIsRefused() {
    assertReason(Reason.INVALID_URI, "HTTP status 404", refusal(fetch.fetch(at("/missing"))));
    assertReason(Reason.NETWORK_ERROR, "HTTP status 500", refusal(fetch.fetch(at("/broken"))));
    assertReason(Reason.INVALID_URI, "100000 bytes", refusal(fetch.fetch(at("/long"))));
    assertReason(Reason.INVALID_URI, "100000 bytes", refusal(fetch.fetch(at("/long-unsaid"))));
    assertReason(Reason.INVALID_URI, "HTTP status 302", refusal(fetch.fetch(at("/circle"))));
  }

  @Test
  void aHostTheRulesDoNotAllowIsNotAsked() {
    int port = server.getAddress().getPort();
    AtomicInteger asked = new AtomicInteger();
    server.createContext(
        "/inside",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.createContext(
        "/away",
        exchange -> {
          String to = "http://localhost:" + port + "/inside";
          exchange.getResponseHeaders().add("Location", to);
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    try (HttpFetch careful = new HttpFetch(HttpFetch.Limits.STANDARD, WebRules.PUBLIC);
        HttpFetch named =
            new HttpFetch(HttpFetch.Limits.STANDARD, WebRules.of(List.of("localhost")))) {
      assertReason(
          Reason.INVALID_URI, "not fetched from that host", refusal(careful.fetch(at("/inside"))));
      URI byName = URI.create("http://localhost:" + port + "/away");
      assertReason(
          Reason.INVALID_URI, "not fetched from that host", refusal(careful.fetch(byName)));
      assertReason(
          Reason.INVALID_URI, "not fetched from that host", refusal(named.fetch(at("/away"))));
      assertEquals(0, asked.get());
    }
    server.createContext(
        "/elsewhere",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://[::1]:" + port + "/inside");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    // Sent on from a host that is allowed to one that is not.
    assertReason(
        Reason.INVALID_URI, "not fetched from that host", refusal(fetch.fetch(at("/elsewhere"))));
    assertEquals(0, asked.get());
  }

  @Test
  void whoeverIsNotThereIsANetworkError() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    assertReason(
        Reason.NETWORK_ERROR,
        "cannot be fetched",
        refusal(fetch.fetch(URI.create("http://127.0.0.1:" + port + "/x"))));
    assertReason(
        Reason.INVALID_URI, "no web address", refusal(fetch.fetch(URI.create("http:///x"))));
  }

  @Test
  void aServerThatKeepsSilentOrNeverEndsCostsTheDeadline() throws Exception {
    try (HttpFetch hasty =
            new HttpFetch(new HttpFetch.Limits(LIMIT, 2, Duration.ofMillis(700)), LOCAL);
        ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/x");
      assertReason(Reason.TIMEOUT, "", refusal(hasty.fetch(uri)));
      CompletionStage<Path> one = hasty.fetch(uri);
      CompletionStage<Path> two = hasty.fetch(uri);
      assertReason(Reason.NETWORK_ERROR, "too many", refusal(hasty.fetch(uri)));
      assertReason(Reason.TIMEOUT, "", refusal(one));
      assertReason(Reason.TIMEOUT, "", refusal(two));
      server.createContext(
          "/drip",
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            // The exchange stays open.
          });
      assertReason(Reason.TIMEOUT, "", refusal(hasty.fetch(at("/drip"))));
    }
  }

  @Test
  void urisAreOpenedHereAndThere() throws Exception {
    PlayFiles files = new PlayFiles(fetch);
    try (MediaFile file = get(files.open(at("/tone.ogg").toString(), workers.next()))) {
      assertEquals("opus", file.tracks().get(0).encoding());
      assertTrue(file.next().isPresent());
    }
    Path ogg = folder.resolve(TestFiles.OGG);
    try (MediaFile file = get(files.open(ogg.toUri().toString(), workers.next()))) {
      assertTrue(file.next().isPresent());
    }
    assertTrue(Files.exists(ogg));
    assertReason(
        Reason.INVALID_URI,
        "not a WAV, Ogg Opus or WebM file",
        refusal(files.open(at("/text").toString(), workers.next())));
    for (String bad :
        new String[] {
          folder.resolve("missing.wav").toUri().toString(),
          folder.toUri().toString(),
          "file:relative",
          "ftp://example.org/x",
          "no uri",
          "file:///dev/zero"
        }) {
      assertReason(Reason.INVALID_URI, "", refusal(files.open(bad, workers.next())));
    }
    Path empty = Files.write(folder.resolve("empty.wav"), new byte[0]);
    assertReason(
        Reason.INVALID_URI, "", refusal(files.open(empty.toUri().toString(), workers.next())));
  }

  @Test
  void noTemporaryFileIsLeft() throws Exception {
    Path temporary = get(fetch.fetch(at("/tone.ogg")));
    Path home = temporary.getParent();
    Files.delete(temporary);
    long before = count(home);
    get(new PlayFiles(fetch).open(at("/tone.ogg").toString(), workers.next())).close();
    refusal(fetch.fetch(at("/missing")));
    refusal(fetch.fetch(at("/long-unsaid")));
    refusal(new PlayFiles(fetch).open(at("/text").toString(), workers.next()));
    assertFalse(count(home) > before);
  }

  private static long count(Path home) throws IOException {
    try (var all = Files.list(home)) {
      return all.filter(f -> f.getFileName().toString().matches("jackfield-.*\\.media")).count();
    }
  }
}
