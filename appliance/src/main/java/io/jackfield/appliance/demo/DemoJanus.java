package io.jackfield.appliance.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A Janus of this machine for the demo: configured in the demo's folder, its API on loopback, gone
 * with the gateway. Janus finds no address for WebRTC on a machine that has loopback alone.
 */
public final class DemoJanus implements AutoCloseable {

  /** Not Janus's own default, which the distribution's service has. */
  private static final int PORT = 8288;

  private static final int WEBRTC_PORTS = 30_000;
  private static final int RTP_PORTS = 31_000;
  private static final int PORTS = 1000;
  private static final long START_SECONDS = 20;

  /** It says so once its API can be reached. */
  private static final String STARTED = "WebSockets thread started";

  private final Process process;
  private final int port;
  private final String secret;

  private DemoJanus(Process process, int port, String secret) {
    this.process = process;
    this.port = port;
    this.secret = secret;
  }

  /**
   * Starts it and waits until it can be reached.
   *
   * @param folder the demo's folder
   * @param portOffset added to its ports
   * @return the running Janus
   * @throws IOException when it is not installed or does not start; the message says which
   */
  public static DemoJanus start(Path folder, int portOffset) throws IOException {
    Path program =
        program()
            .orElseThrow(() -> new IOException("--engine janus: install the package janus first"));
    Path own = Files.createDirectories(folder.resolve("janus")).toRealPath();
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    DemoJanus janus =
        new DemoJanus(
            configured(
                program, own, PORT + portOffset, portOffset, HexFormat.of().formatHex(random)),
            PORT + portOffset,
            HexFormat.of().formatHex(random));
    janus.awaitStart(own.resolve("janus.log"));
    return janus;
  }

  private static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .filter(dir -> !dir.isEmpty())
        .map(dir -> Path.of(dir, "janus"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Process configured(Path program, Path own, int port, int portOffset, String secret)
      throws IOException {
    PrivateFile.write(
        own.resolve("janus.jcfg"),
        """
        general: {
          configs_folder = "%s"
          debug_level = 4
          api_secret = "%s"
          session_timeout = 60
          reclaim_session_timeout = 20
        }
        media: { rtp_port_range = "%s" }
        transports: {
          disable = "libjanus_http.so,libjanus_pfunix.so,libjanus_rabbitmq.so,libjanus_mqtt.so,libjanus_nanomsg.so"
        }
        """
            .formatted(own, secret, range(WEBRTC_PORTS + portOffset)));
    Files.writeString(
        own.resolve("janus.transport.websockets.jcfg"),
        "general: { json = \"compact\" ws = true ws_port = %d ws_ip = \"127.0.0.1\" }%n"
            .formatted(port));
    Files.writeString(
        own.resolve("janus.plugin.nosip.jcfg"),
        "general: { local_ip = \"127.0.0.1\" rtp_port_range = \"%s\" }%n"
            .formatted(range(RTP_PORTS + portOffset)));
    return new ProcessBuilder(
            program.toString(),
            "-o",
            "-F",
            own.toString(),
            "-C",
            own.resolve("janus.jcfg").toString())
        .redirectErrorStream(true)
        .start();
  }

  private static String range(int first) {
    return first + "-" + (first + PORTS - 1);
  }

  private void awaitStart(Path log) throws IOException {
    CompletableFuture<Void> started = new CompletableFuture<>();
    Thread reader = new Thread(() -> copy(log, started), "janus-log");
    reader.setDaemon(true);
    reader.start();
    try {
      started.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IOException("interrupted while Janus started", e);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw new IOException("Janus did not start; see " + log, e);
    }
  }

  /** Its words go to a file; a full pipe would stop it. */
  private void copy(Path log, CompletableFuture<Void> started) {
    try (BufferedReader output = process.inputReader();
        BufferedWriter file = Files.newBufferedWriter(log)) {
      String line = output.readLine();
      while (line != null) {
        file.write(line);
        file.newLine();
        file.flush();
        if (line.contains(STARTED)) {
          started.complete(null);
        }
        line = output.readLine();
      }
      started.completeExceptionally(new IOException("Janus ended"));
    } catch (IOException | UncheckedIOException e) {
      started.completeExceptionally(e);
    }
  }

  /**
   * The configuration that makes the gateway use it.
   *
   * @return YAML
   */
  public String configuration() {
    return "janus:\n  - {name: demo, url: \"ws://127.0.0.1:"
        + port
        + "\", secret: \""
        + secret
        + "\"}\n";
  }

  /** Ends it. */
  @Override
  public void close() {
    process.destroy();
  }
}
