package io.jackfield.bench.api;

import io.jackfield.bench.tool.Child;
import io.jackfield.bench.tool.Launcher;
import io.jackfield.bench.tool.ProcFs;
import io.jackfield.bench.tool.Workspace;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A gateway whose API anybody may log in to. */
final class ApiGateway implements AutoCloseable {

  /** An address of the loopback network that nothing else on the machine is likely to use. */
  static final String HOST = "127.9.0.3";

  /** Ports one gateway takes. */
  static final int PORTS = 10;

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int COLLECTIONS = 3;

  /** The generations of the serial collector; the one heap of others. */
  private static final Pattern HEAP_USED =
      Pattern.compile("(?:generation|heap)\\s+total \\d+K, used (\\d+)K");

  private final Child child;
  private final int ports;

  private ApiGateway(Child child, int ports) {
    this.child = child;
    this.ports = ports;
  }

  /** Starts one on the ports from that number on. */
  static ApiGateway start(int ports) throws IOException, TimeoutException {
    Workspace workspace = Workspace.create();
    Path config =
        workspace.template(
            ApiGateway.class,
            "jackfield.yaml",
            Map.of(
                "HOST",
                HOST,
                "HTTP",
                ports,
                "WS",
                ports + 1,
                "WSS",
                ports + 2,
                "WEBRTC",
                ports + 3,
                "SIP",
                ports + 4,
                "DATA",
                workspace.folder().resolve("data"),
                "LOG",
                workspace.folder().resolve("jackfield-log.txt")));
    Child child = Launcher.start(workspace.folder(), config);
    Launcher.awaitReady(child, HOST, ports, START);
    return new ApiGateway(child, ports);
  }

  URI ws() {
    return URI.create("ws://" + HOST + ":" + (ports + 1) + "/");
  }

  URI wss() {
    return URI.create("wss://" + HOST + ":" + (ports + 2) + "/");
  }

  List<Long> pids() {
    return child.pids();
  }

  /**
   * What it takes once its garbage is collected.
   *
   * @param residentMegabytes resident memory
   * @param liveMegabytes objects on the heap
   */
  record Memory(double residentMegabytes, double liveMegabytes) {}

  Memory memory() throws Exception {
    child.mustLive();
    for (int i = 0; i < COLLECTIONS; i++) {
      jcmd("GC.run");
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    long kilobytes =
        HEAP_USED
            .matcher(jcmd("GC.heap_info"))
            .results()
            .mapToLong(found -> Long.parseLong(found.group(1)))
            .sum();
    return new Memory(ProcFs.rssMegabytes(child.pids()), kilobytes / 1024.0);
  }

  private String jcmd(String command) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(child.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IllegalStateException("jcmd " + command + ": " + said);
    }
    return said;
  }

  @Override
  public void close() {
    child.close();
  }
}
