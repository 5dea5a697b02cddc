package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.sip.registrar.RegistrarConfig;
import io.jackfield.signaling.sip.stack.ClientTls;
import io.jackfield.signaling.transport.dns.NameServer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to URIs elsewhere: by TLS and TCP, by name, and past servers that do not answer. */
class OutwardTest {

  private NameServer names;
  private Testbed ours;
  private Testbed theirs;
  private Probe caller;

  @BeforeEach
  void open() throws Exception {
    names = new NameServer();
    ours = Testbed.with(this::config);
    theirs = Testbed.with(c -> c.digest(false).registrar(RegistrarConfig.defaults("example.org")));
    caller = new Probe(ours.udp);
  }

  private SipConfigBuilder config(SipConfigBuilder defaults) {
    return defaults
        .digest(false)
        .nameServers(List.of(names.address()))
        .clientTls(new ClientTls(false, Optional.empty(), Optional.empty()));
  }

  @AfterEach
  void close() throws Exception {
    caller.close();
    theirs.close();
    ours.close();
    names.close();
  }

  /** Calls a URI; the answer's status line is the result. */
  private String call(Probe from, String uri) throws Exception {
    String invite =
        from.request("INVITE", "x", "", from.branch(), "", Probe.OFFER)
            .replace("INVITE sip:x@jackfield", "INVITE " + uri);
    from.raw(invite);
    while (true) {
      String answer = from.receive();
      if (answer.startsWith("SIP/2.0 ") && !answer.startsWith("SIP/2.0 1")) {
        return answer;
      }
    }
  }

  @Test
  void byTlsToAServerThatIsNotChecked() throws Exception {
    String answer = call(caller, "sip:answer@127.0.0.1:" + theirs.tls + ";transport=tls");
    assertTrue(answer.startsWith("SIP/2.0 200 "), answer);
    assertEquals(1, theirs.server.statistics().connections());
  }

  @Test
  void byTlsToAServerWhoseCertificateNobodySigned() throws Exception {
    try (Testbed strict = Testbed.with(c -> config(c).clientTls(ClientTls.defaults()));
        Probe other = new Probe(strict.udp)) {
      String answer = call(other, "sips:answer@127.0.0.1:" + theirs.tls);
      assertTrue(answer.startsWith("SIP/2.0 503 "), answer);
      assertEquals(0, theirs.calls.placed.size());
    }
  }

  @Test
  void byTcpOverOneConnectionForAllCalls() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (Probe each = new Probe(ours.udp)) {
        String answer = call(each, "sip:answer@127.0.0.1:" + theirs.tcp + ";transport=tcp");
        assertTrue(answer.startsWith("SIP/2.0 200 "), answer);
      }
    }
    assertEquals(1, theirs.server.statistics().connections());
  }

  @Test
  void byNameToTheServersOfADomain() throws Exception {
    names.services("_sip._tcp.example.org", "10 0 " + theirs.tcp + " gw.example.org");
    names.host("gw.example.org", "127.0.0.1");
    String answer = call(caller, "sip:answer@example.org");
    assertTrue(answer.startsWith("SIP/2.0 200 "), answer);
    assertEquals(1, theirs.server.statistics().connections());
  }

  @Test
  void pastServersThatRefuseOrSayNothing() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        Probe busy = new Probe(ours.udp)) {
      names.services(
          "_sip._udp.example.org",
          "10 0 " + silent.getLocalPort() + " gw.example.org",
          "20 0 " + busy.port() + " gw.example.org",
          "30 0 " + theirs.udp + " gw.example.org");
      names.host("gw.example.org", "127.0.0.1");
      caller.raw(
          caller
              .request("INVITE", "x", "", caller.branch(), "", Probe.OFFER)
              .replace("INVITE sip:x@jackfield", "INVITE sip:answer@example.org"));
      String invite = busy.await("INVITE ");
      busy.raw(busy.reply(invite, "503 Service Unavailable", "busy", "", ""));
      caller.await("200 ");
    }
  }

  @Test
  void aLateAnswerOfAServerThatWasPassedByIsEnded() throws Exception {
    try (Probe slow = new Probe(ours.udp)) {
      names.services(
          "_sip._udp.example.org",
          "10 0 " + slow.port() + " gw.example.org",
          "20 0 " + theirs.udp + " gw.example.org");
      names.host("gw.example.org", "127.0.0.1");
      caller.raw(
          caller
              .request("INVITE", "x", "", caller.branch(), "", Probe.OFFER)
              .replace("INVITE sip:x@jackfield", "INVITE sip:answer@example.org"));
      String invite = slow.await("INVITE ");
      caller.await("200 ");
      slow.raw(slow.reply(invite, "200 OK", "slow", "", ScriptedCalls.ANSWER));
      assertTrue(Probe.header(slow.await("ACK "), "To").endsWith("tag=slow"));
      assertTrue(Probe.header(slow.await("BYE "), "To").endsWith("tag=slow"));
    }
  }

  @Test
  void aLargeInviteGoesByTcpIfSomebodyListensThere() throws Exception {
    try (Probe datagrams = new Probe(ours.udp);
        TcpListener streams = new TcpListener(datagrams.port())) {
      String offer = Probe.OFFER + "a=x:" + "y".repeat(1_200) + "\r\n";
      String invite =
          caller
              .request("INVITE", "x", "", caller.branch(), "", offer)
              .replace("INVITE sip:x@jackfield", "INVITE sip:x@127.0.0.1:" + datagrams.port());
      caller.raw(invite);
      String large = streams.receive();
      assertTrue(large.startsWith("INVITE sip:x@127.0.0.1:" + datagrams.port()), large);
      assertTrue(Probe.header(large, "Via").startsWith("SIP/2.0/TCP "), large);
      assertTrue(Probe.header(large, "Contact").contains("transport=tcp"), large);
    }
  }

  @Test
  void aLargeInviteGoesByUdpIfNobodyDoes() throws Exception {
    try (Probe datagrams = new Probe(ours.udp)) {
      String offer = Probe.OFFER + "a=x:" + "y".repeat(1_200) + "\r\n";
      caller.raw(
          caller
              .request("INVITE", "x", "", caller.branch(), "", offer)
              .replace("INVITE sip:x@jackfield", "INVITE sip:x@127.0.0.1:" + datagrams.port()));
      assertTrue(Probe.header(datagrams.await("INVITE "), "Via").startsWith("SIP/2.0/UDP "));
    }
  }

  @Test
  void aConnectionClosedDuringACallIsOpenedAgain() throws Exception {
    try (TcpListener callee = new TcpListener(0)) {
      caller.raw(
          caller
              .request("INVITE", "x", "", caller.branch(), "", Probe.OFFER)
              .replace(
                  "INVITE sip:x@jackfield",
                  "INVITE sip:x@127.0.0.1:" + callee.port() + ";transport=tcp"));
      String invite = callee.receive();
      callee.send(caller.reply(invite, "200 OK", "callee", "", ScriptedCalls.ANSWER));
      assertTrue(callee.receive().startsWith("ACK "));
      String ok = caller.await("200 ");
      String tag = Probe.tag(Probe.header(ok, "To"));
      caller.raw(caller.request("ACK", "x", tag, caller.branch(), "", ""));
      callee.hangUp();
      callee.accept();
      caller.cseq++;
      caller.raw(caller.request("BYE", "x", tag, caller.branch(), "", ""));
      assertTrue(callee.receive().startsWith("BYE "));
    }
  }

  @Test
  void stunKeepAlivesAreAnswered() throws Exception {
    byte[] id = HexFormat.of().parseHex("2112a442b7e7a701bc34d686fa87dfae");
    byte[] request = HexFormat.of().parseHex("00010000" + HexFormat.of().formatHex(id));
    caller.socket.send(new DatagramPacket(request, request.length, caller.server));
    byte[] buffer = new byte[100];
    DatagramPacket answer = new DatagramPacket(buffer, buffer.length);
    caller.socket.receive(answer);
    int port = caller.port() ^ 0x2112;
    String expected =
        "0101000c"
            + HexFormat.of().formatHex(id)
            + "0020000800"
            + "01"
            + HexFormat.of().toHexDigits((short) port)
            + HexFormat.of().formatHex(masked(InetAddress.getByName("127.0.0.1"), id));
    assertArrayEquals(
        HexFormat.of().parseHex(expected), java.util.Arrays.copyOf(buffer, answer.getLength()));
    byte[] other = "\u0001\u0001nonsense".getBytes(StandardCharsets.US_ASCII);
    caller.socket.send(new DatagramPacket(other, other.length, caller.server));
    assertTrue(caller.silent(300));
  }

  private static byte[] masked(InetAddress address, byte[] cookie) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= cookie[i];
    }
    return bytes;
  }
}
