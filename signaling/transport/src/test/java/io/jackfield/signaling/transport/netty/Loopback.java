package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.TransportConfig;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A transport on loopback for one test, with the waits tests need. */
final class Loopback implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(15);

  final Transport transport;

  Loopback() {
    this(new TransportConfig(2, true, Duration.ofMillis(500), Duration.ofMillis(50)));
  }

  Loopback(TransportConfig config) {
    transport = new NettyTransport(config);
  }

  static InetSocketAddress anyPort() {
    return new InetSocketAddress("127.0.0.1", 0);
  }

  Listener http(HttpRoutes routes) {
    return http(HttpOptions.defaults(), routes);
  }

  Listener http(HttpOptions options, HttpRoutes routes) {
    return get(transport.httpServer(options, routes).listen(anyPort()));
  }

  static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("waited too long", e);
    }
  }

  static Throwable failure(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("waited too long", e);
    }
    throw new AssertionError("it should have failed");
  }

  /** Waits for a counter or the like that tells nobody when it changes. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not in time: " + what);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }

  /** A plain client socket with a read deadline. */
  static Socket socket(InetSocketAddress to) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(to, (int) PATIENCE.toMillis());
    return socket;
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Reads until the text ends so. */
  static String readUntil(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (text.length() < end.length() || text.indexOf(end, text.length() - end.length()) < 0) {
      int c = in.read();
      if (c < 0) {
        throw new AssertionError("end of stream after: " + text);
      }
      text.append((char) c);
    }
    return text.toString();
  }

  static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Sends one raw request and reads the connection to its end. */
  static String exchange(InetSocketAddress to, String request) throws IOException {
    try (Socket socket = socket(to)) {
      write(socket, request);
      return readAll(socket);
    }
  }

  @Override
  public void close() {
    get(transport.close(Duration.ofSeconds(1)));
  }
}
