package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.gateway.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real SIP peer against the server: SIPp (Debian package sip-tester). */
class SippTest {

  private static final Path SIPP = Path.of("/usr/bin/sipp");
  private static final Path SCENARIOS = Path.of("src/test/sipp").toAbsolutePath();
  private static final AtomicInteger PORT = new AtomicInteger(15_100);

  private static Testbed open;
  private static Testbed secured;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(SIPP), "sipp (Debian package sip-tester) is not installed");
    open = Testbed.open();
    secured = Testbed.secured();
  }

  @AfterAll
  static void stop() throws Exception {
    if (open != null) {
      open.close();
      secured.close();
    }
  }

  private static int nextPort() {
    return PORT.getAndAdd(2);
  }

  private static Process sipp(String scenario, int server, int port, String callee, String... more)
      throws IOException {
    Path work = Files.createDirectories(Path.of("target/sipp"));
    List<String> command =
        new ArrayList<>(
            List.of(
                SIPP.toString(),
                "127.0.0.1:" + server,
                "-sf",
                SCENARIOS.resolve(scenario + ".xml").toString(),
                "-m",
                "1",
                "-i",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-s",
                callee,
                "-nostdin",
                "-timeout",
                "20",
                "-timeout_error"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .directory(work.toFile())
        .redirectErrorStream(true)
        .redirectOutput(work.resolve(scenario + "-" + port + ".log").toFile())
        .start();
  }

  private static void succeeds(Process sipp, String scenario) throws InterruptedException {
    assertTrue(sipp.waitFor(30, TimeUnit.SECONDS), scenario + " did not end");
    assertEquals(0, sipp.exitValue(), scenario + " failed, see target/sipp");
  }

  private static void run(String scenario, int server, String callee, String... more)
      throws Exception {
    succeeds(sipp(scenario, server, nextPort(), callee, more), scenario);
  }

  @ParameterizedTest
  @CsvSource({
    "uac-answer, answer",
    "uac-cancel-ringing, ring",
    "uac-busy, busy",
    "uac-options, nobody",
    "uac-unknown-method, nobody",
    "uac-unknown-dialog, nobody"
  })
  void callerOverUdp(String scenario, String callee) throws Exception {
    run(scenario, open.udp, callee);
  }

  @Test
  void aLateAckStopsTheRepeated200() throws Exception {
    long before = open.server.statistics().retransmissions();
    run("uac-lost-ack", open.udp, "answer");
    assertTrue(open.server.statistics().retransmissions() >= before + 2);
  }

  @ParameterizedTest
  @CsvSource({"uac-answer, answer", "uac-cancel-ringing, ring", "uac-busy, busy"})
  void callerOverTcp(String scenario, String callee) throws Exception {
    run(scenario, open.tcp, callee, "-t", "t1");
  }

  @Test
  void theGatewayHangsUp() throws Exception {
    Process sipp = sipp("uac-peer-bye", open.udp, nextPort(), "answer");
    Testbed.until(
        "the call is answered", () -> open.calls.live.values().stream().anyMatch(c -> c.accepted));
    open.calls.hangUpAll(Reason.CALLEE_STOPPED);
    succeeds(sipp, "uac-peer-bye");
  }

  @Test
  void registersWithDigest() throws Exception {
    run("register", secured.udp, "1001", "-au", "1001", "-ap", "secret1");
    assertEquals(1, secured.server.registrations("1001"));
    run("register-wrong-password", secured.udp, "1000", "-au", "1000", "-ap", "wrong");
    assertEquals(0, secured.server.registrations("1000"));
  }

  @ParameterizedTest
  @CsvSource({
    "uac-answer, uas-answer",
    "uac-cancel-ringing, uas-cancelled",
    "uac-cancel-ringing, uas-cancel-race",
    "uac-peer-bye, uas-bye"
  })
  void callerToPhone(String caller, String phone) throws Exception {
    int port = nextPort();
    String user = "phone" + port;
    // From a port of its own: a late answer to REGISTER must not reach the phone's scenario.
    run("register-open", open.udp, user, "-key", "phone_port", Integer.toString(port));
    Process callee = sipp(phone, open.udp, port, user);
    // SIPp needs its socket before the first INVITE; a lost one is only sent again.
    run(caller, open.udp, user);
    succeeds(callee, phone);
  }
}
