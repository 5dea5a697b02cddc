package io.jackfield.media.janus;

import io.jackfield.media.janus.api.JanusSettings;
import io.jackfield.media.janus.api.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Janus of this machine, started for tests: its own folder, its own ports, loopback for its API.
 */
final class RealJanus implements AutoCloseable {
  private static final String SECRET = "test-only-not-a-secret";

  /** Janus says so once both of its WebSocket servers are there. */
  private static final String STARTED = "WebSockets thread started";

  private final Path folder;
  private final Process process;
  private final int port;
  private final int adminPort;

  private RealJanus(Path folder, Process process, int port, int adminPort) {
    this.folder = folder;
    this.process = process;
    this.port = port;
    this.adminPort = adminPort;
  }

  /** The program, when it is installed. */
  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(dir -> Path.of(dir, "janus"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** An address for media: Janus gathers no candidates on loopback. */
  static Optional<InetAddress> address() throws IOException {
    return NetworkInterface.networkInterfaces()
        .filter(RealJanus::usable)
        .flatMap(NetworkInterface::inetAddresses)
        .filter(Inet4Address.class::isInstance)
        .findFirst();
  }

  private static boolean usable(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback();
    } catch (IOException e) {
      return false;
    }
  }

  /** Starts it; returns when its API can be reached. */
  static RealJanus start() throws IOException {
    Path folder = Files.createTempDirectory("janus-test");
    int port = freePort();
    int adminPort = freePort();
    String media = address().orElseThrow().getHostAddress();
    Files.writeString(
        folder.resolve("janus.jcfg"),
        """
        general: {
          configs_folder = "%s"
          debug_level = 4
          api_secret = "%s"
          admin_secret = "%s"
          session_timeout = 60
          reclaim_session_timeout = 20
        }
        media: { rtp_port_range = "31000-31999" }
        nat: { ice_enforce_list = "%s" }
        transports: {
          disable = "libjanus_http.so,libjanus_pfunix.so,libjanus_rabbitmq.so,libjanus_mqtt.so,libjanus_nanomsg.so"
        }
        """
            .formatted(folder, SECRET, SECRET, media));
    Files.writeString(
        folder.resolve("janus.transport.websockets.jcfg"),
        """
        general: { json = "compact" ws = true ws_port = %d ws_ip = "127.0.0.1" }
        admin: { admin_ws = true admin_ws_port = %d admin_ws_ip = "127.0.0.1" }
        """
            .formatted(port, adminPort));
    Files.writeString(
        folder.resolve("janus.plugin.nosip.jcfg"),
        "general: { local_ip = \"127.0.0.1\" rtp_port_range = \"32000-32999\" }\n");
    Process process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "-o",
                "-F",
                folder.toString(),
                "-C",
                folder.resolve("janus.jcfg").toString())
            .redirectErrorStream(true)
            .start();
    awaitStart(process);
    return new RealJanus(folder, process, port, adminPort);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitStart(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    StringBuilder all = new StringBuilder();
    String line = output.readLine();
    while (line != null && !line.contains(STARTED)) {
      all.append(line).append('\n');
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("Janus did not start:\n" + all);
    }
    // A full pipe would stop it.
    Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "janus-output");
    drain.setDaemon(true);
    drain.start();
  }

  /** Settings that reach it; its answers are awaited for seconds. */
  JanusSettings settings() {
    return settings(URI.create("ws://127.0.0.1:" + port));
  }

  /** The same by another way. */
  JanusSettings settings(URI url) {
    return new JanusSettings(
        url,
        Optional.of(SECRET),
        Duration.ofSeconds(15),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10));
  }

  /** Sends it a signal: {@code STOP}, {@code CONT}. */
  void signal(String name) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill -" + name);
    }
  }

  /** Number of the sessions it has, as its administrators see it. */
  int sessions() throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    WebSocket admin =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("janus-admin-protocol")
            .buildAsync(
                URI.create("ws://127.0.0.1:" + adminPort),
                new WebSocket.Listener() {
                  private final StringBuilder parts = new StringBuilder();

                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence data, boolean last) {
                    parts.append(data);
                    if (last) {
                      answer.complete(parts.toString());
                    }
                    from.request(1);
                    return null;
                  }
                })
            .get(10, TimeUnit.SECONDS);
    admin.sendText(
        Json.write(Map.of("janus", "list_sessions", "transaction", "1", "admin_secret", SECRET)),
        true);
    Map<String, Object> message = Json.read(answer.get(10, TimeUnit.SECONDS)).orElseThrow();
    admin.abort();
    return ((List<?>) message.get("sessions")).size();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
