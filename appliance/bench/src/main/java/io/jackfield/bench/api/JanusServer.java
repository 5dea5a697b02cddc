package io.jackfield.bench.api;

import io.jackfield.bench.tool.Child;
import io.jackfield.bench.tool.Poll;
import io.jackfield.bench.tool.Workspace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Janus with its WebSocket API and nothing else. */
final class JanusServer implements AutoCloseable {

  static final String SUBPROTOCOL = "janus-protocol";

  private final Child child;
  private final int port;

  private JanusServer(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /** Starts it. */
  static JanusServer start(int port) throws IOException, TimeoutException {
    Workspace workspace = Workspace.create();
    Path folder = workspace.folder();
    workspace.template(JanusServer.class, "janus.jcfg", Map.of());
    workspace.template(
        JanusServer.class,
        "janus.transport.websockets.jcfg",
        Map.of("HOST", ApiGateway.HOST, "PORT", port));
    Child child =
        Child.start(
            "janus",
            folder,
            Map.of(),
            List.of("janus", "--configs-folder=" + folder, "--disable-colors", "--log-stdout"));
    Poll.until(
        "Janus listens",
        Duration.ofSeconds(30),
        Duration.ofMillis(50),
        () -> {
          child.mustLive();
          return listens(port);
        });
    return new JanusServer(child, port);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(ApiGateway.HOST, port), 1000);
      return true;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  URI ws() {
    return URI.create("ws://" + ApiGateway.HOST + ":" + port + "/");
  }

  List<Long> pids() {
    return child.pids();
  }

  @Override
  public void close() {
    child.close();
  }
}
