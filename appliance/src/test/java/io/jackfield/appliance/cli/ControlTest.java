package io.jackfield.appliance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.appliance.Gateway;
import io.jackfield.appliance.StartException;
import io.jackfield.appliance.config.ConfigException;
import io.jackfield.appliance.config.ConfigLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that ask a running gateway. */
class ControlTest {

  @TempDir private Path folder;
  private Path socket;
  private Gateway gateway;
  private String out;
  private String err;

  @BeforeEach
  void start() throws ConfigException, StartException, IOException {
    socket = folder.resolve("control.sock");
    // What a killed process leaves.
    Files.createFile(socket);
    gateway = Gateway.start(new ConfigLoader().text("test.yaml", configuration()).load());
  }

  @AfterEach
  void stop() {
    gateway.stop();
    assertFalse(Files.exists(socket), "the socket is gone");
  }

  private String configuration() {
    return """
    node: {data_dir: "%s", drain_timeout: 0, event_loops: 1, control_socket: "%s"}
    http: {listen: ["127.0.0.1:0"], tls_listen: none}
    media: {host: 127.0.0.1, webrtc_port: 0}
    services:
      default:
        sip_listen: ["sip:127.0.0.1:0"]
        verto_listen: none
        api_server: none
        trunks: [{name: carrier, address: "127.0.0.1:9", options_interval: 0s}]
    """
        .formatted(folder.resolve("data"), socket);
  }

  private int jackfield(String... words) {
    StringWriter outWriter = new StringWriter();
    StringWriter errWriter = new StringWriter();
    CommandLine command = JackfieldCommand.commandLine();
    command.setOut(new PrintWriter(outWriter));
    command.setErr(new PrintWriter(errWriter));
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--socket";
    all[words.length + 1] = socket.toString();
    int code = command.execute(all);
    out = outWriter.toString();
    err = errWriter.toString();
    return code;
  }

  @Test
  void statusTellsWhatGoesOn() {
    assertEquals(0, jackfield("status"), err);
    assertTrue(out.startsWith("ready, process " + ProcessHandle.current().pid()), out);
    assertTrue(out.lines().anyMatch(line -> line.matches("default +0 +0 +0 +0 +0")), out);
  }

  @Test
  void listsAreTablesOrJson() {
    assertEquals(0, jackfield("engines"), err);
    assertEquals("backend   engine    ready  legs", out.lines().findFirst().orElseThrow());
    assertTrue(out.contains("embedded"), out);
    assertEquals(0, jackfield("trunks", "--json"), err);
    assertTrue(out.replace(" ", "").contains("\"trunk\":\"carrier\""), out);
    for (String list : new String[] {"calls", "sessions", "rooms", "users", "registrations"}) {
      assertEquals(0, jackfield(list), err);
      assertEquals(1, out.lines().count(), out);
    }
  }

  @Test
  void aDrainedGatewayIsNotReadyUntilItIsCancelled() {
    assertEquals(0, jackfield("drain"), err);
    assertTrue(out.startsWith("not ready"), out);
    assertEquals(0, jackfield("drain", "--cancel"), err);
    assertTrue(out.startsWith("ready"), out);
  }

  @Test
  void refusalsAreWordsAndExitCodes() {
    assertEquals(1, jackfield("hangup", "nobody"));
    assertTrue(err.contains("call_not_found"), err);
    assertEquals(1, jackfield("show", "nobody"));
    Path real = socket;
    socket = folder.resolve("elsewhere.sock");
    assertEquals(1, jackfield("status"));
    assertTrue(err.contains("is it running?"), err);
    socket = real;
  }

  @Test
  void nobodyElseMayAskAndNonsenseIsRefused() throws IOException {
    assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
    assertTrue(exchange("nonsense\n").contains("not a JSON object"));
    assertTrue(exchange("{\"ask\": \"everything\"}\n").contains("unknown question"));
  }

  private String exchange(String line) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      ByteBuffer reply = ByteBuffer.allocate(4096);
      while (channel.read(reply) >= 0) {
        assertTrue(reply.hasRemaining());
      }
      return new String(reply.array(), 0, reply.position(), StandardCharsets.UTF_8);
    }
  }
}
