package io.jackfield.signaling.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.signaling.transport.TransportConfig;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.ListenException;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.HttpServer;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.http.WebSocketOptions;
import io.jackfield.signaling.transport.stream.StreamConnectOptions;
import io.jackfield.signaling.transport.stream.StreamOptions;
import io.jackfield.signaling.transport.tls.KeyMaterial;
import io.jackfield.signaling.transport.tls.PemText;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import io.jackfield.signaling.transport.tls.TlsPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  @TempDir Path folder;
  private final RecordingStream server = new RecordingStream(true);
  private Loopback loopback;
  private TlsIdentity identity;

  @BeforeEach
  void open() throws Exception {
    loopback = new Loopback();
    renew();
    identity = TlsIdentity.files(folder.resolve("cert.pem"), folder.resolve("key.pem"));
  }

  @AfterEach
  void close() {
    loopback.close();
  }

  private KeyMaterial renew() throws IOException {
    KeyMaterial material = KeyMaterial.selfSigned(List.of("localhost", "127.0.0.1"), Instant.now());
    PemText.write(material, folder);
    return material;
  }

  private TlsPeer trusting(String name) {
    return new TlsPeer(name, Optional.of(folder.resolve("cert.pem")), true, Optional.empty());
  }

  private Connection connect(Listener listener, TlsPeer peer, RecordingStream client) {
    return Loopback.get(
        loopback.transport.connect(listener.local(), StreamConnectOptions.tls(peer), client));
  }

  private Listener listen() {
    return Loopback.get(
        loopback.transport.listen(Loopback.anyPort(), StreamOptions.tls(identity), server));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bytesGoBothWaysWithEitherLibrary(boolean nativeIo) throws Exception {
    try (Loopback other =
        new Loopback(
            new TransportConfig(1, nativeIo, Duration.ofMillis(500), Duration.ofSeconds(1)))) {
      Listener listener =
          Loopback.get(
              other.transport.listen(Loopback.anyPort(), StreamOptions.tls(identity), server));
      RecordingStream client = new RecordingStream(false);
      Connection connection =
          Loopback.get(
              other.transport.connect(
                  listener.local(), StreamConnectOptions.tls(trusting("localhost")), client));
      assertEquals(TransportKind.TLS, connection.kind());
      connection.send("hello");
      assertEquals("hello", RecordingWebSocket.next(client.received));
      connection.close();
      RecordingWebSocket.next(server.closed);
    }
  }

  @Test
  void aPeerThatIsNotTrustedOrHasAnotherNameIsRefused() {
    Listener listener = listen();
    assertHandshakeFails(listener, TlsPeer.named("localhost"));
    assertHandshakeFails(listener, trusting("elsewhere.example"));
    TlsPeer anyone = new TlsPeer("elsewhere.example", Optional.empty(), false, Optional.empty());
    connect(listener, anyone, new RecordingStream(false));
    TlsPeer noFile =
        new TlsPeer("localhost", Optional.of(folder.resolve("no")), true, Optional.empty());
    Throwable missing =
        Loopback.failure(
            loopback.transport.connect(listener.local(), StreamConnectOptions.tls(noFile), server));
    assertTrue(missing.getMessage().contains("does not exist"), missing.toString());
  }

  private void assertHandshakeFails(Listener listener, TlsPeer peer) {
    Throwable failure =
        Loopback.failure(
            loopback.transport.connect(
                listener.local(), StreamConnectOptions.tls(peer), new RecordingStream(false)));
    assertTrue(failure instanceof IOException, failure.toString());
    assertTrue(failure.getMessage().contains("TLS handshake"), failure.toString());
  }

  @Test
  void clientsMustShowACertificateWhenAuthoritiesAreGiven() {
    TlsIdentity mutual =
        new TlsIdentity.Files(
            folder.resolve("cert.pem"),
            folder.resolve("key.pem"),
            Optional.of(folder.resolve("cert.pem")));
    Listener listener =
        Loopback.get(
            loopback.transport.listen(Loopback.anyPort(), StreamOptions.tls(mutual), server));
    TlsPeer withOwn =
        new TlsPeer(
            "localhost", Optional.of(folder.resolve("cert.pem")), true, Optional.of(identity));
    connect(listener, withOwn, new RecordingStream(false));
    RecordingWebSocket.next(server.opened);
    long failed = loopback.transport.statistics().handshakesFailed();
    loopback.transport.connect(
        listener.local(), StreamConnectOptions.tls(trusting("localhost")), server);
    Loopback.await("refusal", () -> loopback.transport.statistics().handshakesFailed() > failed);
  }

  @Test
  void aChangedCertificateIsUsedAndConnectionsStay() throws Exception {
    Listener listener = listen();
    RecordingStream client = new RecordingStream(false);
    Connection connection = connect(listener, trusting("localhost"), client);
    X509Certificate before = certificate(listener);
    Files.writeString(folder.resolve("key.pem"), "half written");
    KeyMaterial next = renew();
    Loopback.await(
        "reload",
        () -> {
          try {
            return certificate(listener).equals(next.chain().get(0));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    assertNotEquals(before, certificate(listener));
    connection.send("still there");
    assertEquals("still there", RecordingWebSocket.next(client.received));
  }

  private X509Certificate certificate(Listener listener) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, TestTrust.anyone(), null);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket("127.0.0.1", listener.local().getPort())) {
      socket.setSoTimeout(5_000);
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void opensslTalksToUsInEitherVersionAndNoOlderOne() throws Exception {
    assumeTrue(Openssl.present(), "openssl is not installed");
    Listener listener = listen();
    String authority = folder.resolve("cert.pem").toString();
    for (String version : List.of("-tls1_2", "-tls1_3")) {
      String out = Openssl.client(listener.local(), "hello\n", version, "-CAfile", authority);
      assertTrue(out.contains("Verification: OK"), out);
      assertTrue(out.contains("hello"), out);
    }
    String old = Openssl.client(listener.local(), "", "-tls1_1", "-cipher", "ALL@SECLEVEL=0");
    assertTrue(old.contains("Cipher is (NONE)"), old);
  }

  @Test
  void httpAndHttpsShareRoutesAndWssWorks() throws Exception {
    RecordingWebSocket socket = new RecordingWebSocket();
    HttpServer web =
        loopback.transport.httpServer(
            HttpOptions.defaults(),
            HttpRoutes.builder()
                .get(
                    "/",
                    request ->
                        CompletableFuture.completedFuture(
                            HttpResponse.text(200, "secure=" + request.head().secure())))
                .webSocket("/api", new WebSocketEndpoint(WebSocketOptions.defaults(), socket))
                .build());
    Listener plain = Loopback.get(web.listen(new InetSocketAddress("::1", 0)));
    Listener secure = Loopback.get(web.listen(Loopback.anyPort(), identity));
    HttpClient client = HttpClient.newBuilder().sslContext(trust()).build();
    assertEquals("secure=false\n", get(client, "http://[::1]:" + plain.local().getPort() + "/"));
    String base = "//localhost:" + secure.local().getPort();
    assertEquals("secure=true\n", get(client, "https:" + base + "/"));
    RecordingClient listener = new RecordingClient();
    var webSocket =
        Loopback.get(
            client.newWebSocketBuilder().buildAsync(URI.create("wss:" + base + "/api"), listener));
    webSocket.sendText("over TLS", true);
    assertEquals("over TLS", RecordingWebSocket.next(listener.texts));
    assertEquals(TransportKind.WSS, RecordingWebSocket.next(socket.opened).kind());
    try (Socket wrong = Loopback.socket(secure.local())) {
      Loopback.write(wrong, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      Loopback.readAll(wrong);
    }
    Loopback.get(web.close(Duration.ofSeconds(1)));
    assertEquals(1001, RecordingWebSocket.next(listener.codes));
  }

  private SSLContext trust() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("ours", KeyMaterial.certificates(folder.resolve("cert.pem")).get(0));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static String get(HttpClient client, String uri) {
    return Loopback.get(
            client.sendAsync(
                HttpRequest.newBuilder(URI.create(uri)).build(),
                java.net.http.HttpResponse.BodyHandlers.ofString()))
        .body();
  }

  @Test
  void anUnusableIdentityFailsTheListenerInWords() throws Exception {
    Files.delete(folder.resolve("key.pem"));
    Throwable failure =
        Loopback.failure(
            loopback.transport.listen(
                new InetSocketAddress("127.0.0.1", 32_001), StreamOptions.tls(identity), server));
    assertTrue(failure instanceof ListenException, failure.toString());
    assertTrue(failure.getMessage().startsWith("127.0.0.1:32001: "), failure.getMessage());
    assertTrue(failure.getMessage().endsWith("key.pem does not exist"), failure.getMessage());
  }

  /** The openssl program as a client. */
  private static final class Openssl {

    static boolean present() throws IOException, InterruptedException {
      try {
        return new ProcessBuilder("openssl", "version").start().waitFor(5, TimeUnit.SECONDS);
      } catch (IOException e) {
        return false;
      }
    }

    static String client(InetSocketAddress to, String input, String... options)
        throws IOException, InterruptedException {
      List<String> command =
          new java.util.ArrayList<>(
              List.of(
                  "openssl",
                  "s_client",
                  "-connect",
                  "127.0.0.1:" + to.getPort(),
                  "-servername",
                  "localhost"));
      command.addAll(List.of(options));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try {
        process.getOutputStream().write(input.getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        CompletableFuture<String> output = new CompletableFuture<>();
        StringBuilder text = new StringBuilder();
        Thread reader =
            new Thread(
                () -> {
                  try (var in = process.inputReader(StandardCharsets.ISO_8859_1)) {
                    String line = in.readLine();
                    while (line != null && !line.equals(input.trim())) {
                      text.append(line).append('\n');
                      line = in.readLine();
                    }
                    text.append(line);
                    output.complete(text.toString());
                  } catch (IOException e) {
                    output.completeExceptionally(e);
                  }
                });
        reader.start();
        return Loopback.get(output);
      } finally {
        process.destroy();
      }
    }
  }
}
