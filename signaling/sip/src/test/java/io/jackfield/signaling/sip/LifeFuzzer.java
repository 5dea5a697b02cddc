package io.jackfield.signaling.sip;

import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.hook.Hooks;
import io.jackfield.gateway.text.TextLimits;
import io.jackfield.gateway.text.TextMessages;
import io.jackfield.signaling.sip.abuse.AbuseConfig;
import io.jackfield.signaling.sip.registrar.RegistrarConfig;
import io.jackfield.signaling.sip.registrar.RegistrationStore;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An input is the life of a peer: its messages to a whole SIP side in virtual time, parted by 0xFF.
 * Whatever they are, nothing fails, and when the peer has been silent for a while nothing of it is
 * left: no leg, transaction, timer, registration, connection; a bystander is served all the time.
 *
 * <p>So that a dialog can be followed, {@code \1} in an input stands for our tag, {@code \2} for
 * the lines that a response copies from our last request, {@code \3} for a pause of 600 ms.
 */
public final class LifeFuzzer {

  /** Longer than any transaction, provisional response or reconnection is waited for. */
  private static final Duration SILENCE = Duration.ofSeconds(200);

  /** Longer than a session that nobody refreshes. */
  private static final Duration SESSION = Duration.ofHours(2);

  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 5070);
  private static final InetSocketAddress BYSTANDER = new InetSocketAddress("127.0.0.2", 5070);
  private static final String PING =
      "OPTIONS sip:jackfield SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.2:5070;branch=z9hG4bKb%d\r\n"
          + "From: <sip:b@jackfield>;tag=b\r\nTo: <sip:jackfield>\r\nCall-ID: bystander\r\n"
          + "CSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";

  private static LifeFuzzer world;

  private final ScriptedCalls calls = new ScriptedCalls();
  private final VirtualTransport transport = new VirtualTransport(this::sent);
  private final SipServer server;
  private String tag = "none";
  private String copied = "";
  private String bystander = "";
  private long pings;

  private LifeFuzzer() {
    InetSocketAddress any = new InetSocketAddress("127.0.0.1", 5060);
    Duration minute = Duration.ofMinutes(1);
    SipConfig config =
        SipConfig.of("jackfield", List.of(SipConfig.Listen.udp(any), SipConfig.Listen.tcp(any)))
            .digest(false)
            .registrar(new RegistrarConfig(true, "jackfield", true, minute, minute, minute, 10))
            .abuse(new AbuseConfig(0, 0, Duration.ZERO, List.of()))
            .build();
    server =
        new SipServer(
            transport,
            new Testbed.TestService(
                calls,
                new Hooks(bound -> 0),
                new EventBus(),
                new TextMessages(new TextLimits(2_000, 1, 3), Clock.systemUTC()),
                Testbed.TestService.USERS),
            config,
            RegistrationStore.NONE,
            transport,
            new SecureRandom());
    server.start().toCompletableFuture().join();
  }

  private void sent(InetSocketAddress to, String message) {
    if (to.equals(BYSTANDER)) {
      bystander = message;
      return;
    }
    boolean response = message.startsWith("SIP/2.0");
    StringBuilder copy = new StringBuilder();
    for (String line : message.split("\r\n")) {
      if (line.startsWith(response ? "To:" : "From:") && line.contains(";tag=")) {
        tag = line.substring(line.indexOf(";tag=") + 5).split("[;>]")[0];
      }
      if (line.startsWith("Via:") || line.startsWith("From:") || line.startsWith("C")) {
        copy.append(line.startsWith("Co") ? "" : line + "\r\n");
      }
    }
    if (!response) {
      copied = copy.toString();
    }
  }

  /**
   * The entry of the fuzzer.
   *
   * @param input the first byte: 1 for TCP
   */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return;
    }
    if (world == null) {
      world = new LifeFuzzer();
    }
    try {
      world.live(input);
    } catch (RuntimeException | AssertionError e) {
      world = null;
      throw e;
    }
  }

  private void live(byte[] input) {
    boolean stream = (input[0] & 1) != 0;
    tag = "none";
    Optional<VirtualTransport.VirtualConnection> connection =
        stream ? Optional.of(transport.connect(PEER)) : Optional.empty();
    int start = 1;
    for (int i = 1; i <= input.length; i++) {
      if (i == input.length || input[i] == (byte) 0xFF) {
        byte[] message = filled(new String(input, start, i - start, StandardCharsets.ISO_8859_1));
        connection.ifPresentOrElse(
            c -> c.bytes(ByteBuffer.wrap(message)), () -> transport.datagram(PEER, message));
        start = i + 1;
      }
    }
    serves("while the peer talks");
    calls.hangUpAll(Reason.CALLER_STOPPED);
    connection.ifPresent(VirtualTransport.VirtualConnection::close);
    transport.pass(SILENCE);
    if (server.statistics().dialogs() > 0) {
      transport.pass(SESSION);
    }
    calls.said.clear();
    calls.placed.clear();
    calls.replaced.clear();
    calls.live.clear();
    serves("after it");
    transport.pass(SILENCE);
    nothingIsLeft(server.statistics());
  }

  private byte[] filled(String text) {
    if (text.indexOf('\3') >= 0) {
      transport.pass(Duration.ofMillis(600));
    }
    return text.replace("\1", tag)
        .replace("\2", copied)
        .replace("\3", "")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private void serves(String when) {
    bystander = "";
    transport.datagram(
        BYSTANDER, String.format(PING, ++pings).getBytes(StandardCharsets.ISO_8859_1));
    if (!bystander.startsWith("SIP/2.0 200 ")) {
      throw new AssertionError("a bystander is not served " + when + ": " + bystander);
    }
  }

  private static void nothingIsLeft(SipStatistics now) {
    if (now.faults() > 0
        || now.dialogs() > 0
        || now.clientTransactions() > 0
        || now.serverTransactions() > 0
        || now.timers() > 0
        || now.registrations() > 0
        || now.connections() > 0) {
      throw new AssertionError("something is left: " + now);
    }
  }
}
