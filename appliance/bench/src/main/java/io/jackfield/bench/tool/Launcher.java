package io.jackfield.bench.tool;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Starts the gateway as it is built in this checkout. */
public final class Launcher {

  private Launcher() {}

  /**
   * Starts it.
   *
   * @param folder for its output
   * @param config its configuration file
   */
  public static Child start(Path folder, Path config) throws IOException {
    String program =
        Path.of(System.getProperty("jackfield.root"), "appliance/target/jackfield/bin/jackfield")
            .toString();
    return Child.start(
        "jackfield", folder, Map.of(), List.of(program, "run", "--config", config.toString()));
  }

  /**
   * Waits until {@code /readyz} says so.
   *
   * @throws TimeoutException if it does not
   */
  public static void awaitReady(Child child, String host, int httpPort, Duration limit)
      throws TimeoutException {
    Poll.until(
        "the gateway is ready",
        limit,
        Duration.ofMillis(2),
        () -> {
          child.mustLive();
          return isReady(host, httpPort);
        });
  }

  // By hand: the first request of the JDK's client would cost more than what is measured.
  private static boolean isReady(String host, int httpPort) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, httpPort), 1000);
      socket.setSoTimeout(5000);
      socket
          .getOutputStream()
          .write(
              "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return new String(start, StandardCharsets.US_ASCII).endsWith("200");
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }
}
