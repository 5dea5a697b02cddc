package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.sip.abuse.AbuseConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The messages of RFC 4475 and RFC 5118, byte for byte, each with the verdict its text asks for. In
 * the files a line feed stands for CRLF, and {@code {0x07}} for a byte that is no text. They are
 * sent over what their top Via names; over UDP that gets an {@code rport}, so that the answer comes
 * to the test.
 *
 * <p>The bodies of RFC 5118 4.6, 4.8 and 4.9 have the Content-Length they need, not that of its
 * text, which is wrong.
 */
class TortureTest {

  private static final Pattern BYTE = Pattern.compile("\\{0x([0-9A-F]{2})}");
  private static final Pattern TOP_VIA =
      Pattern.compile(
          "(?im)^((?:v|via)[ \\t]*:\\s*SIP\\s*/\\s*\\d\\.0\\s*/\\s*)(\\w+)(\\s+[\\w.\\[\\]:-]+)");
  private static final String VERDICTS = "/torture/verdicts.csv";

  /** A server for each, as many of the messages have one branch. */
  private static Testbed bed(boolean digest) throws Exception {
    AbuseConfig patient = new AbuseConfig(0, 0, Duration.ZERO, List.of());
    return Testbed.with(config -> config.digest(digest).abuse(patient));
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = TortureTest.class.getResourceAsStream("/torture/" + name + ".sip")) {
      return message(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** The bytes a file of ours stands for. */
  static byte[] message(String file) {
    String text = file.replace("\n", "\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher escapes = BYTE.matcher(text);
    int at = 0;
    while (escapes.find()) {
      bytes.writeBytes(text.substring(at, escapes.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(escapes.group(1), 16));
      at = escapes.end();
    }
    bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static long taken(Testbed bed) {
    SipStatistics counts = bed.server.statistics();
    return counts.requestsIn() + counts.responsesIn() + counts.parseFailures();
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvFileSource(resources = VERDICTS, delimiter = ';')
  void message(String name, String server, String answer, String why) throws Exception {
    try (Testbed bed = bed(server.equals("secured"))) {
      byte[] bytes = read(name);
      if (overUdp(bytes)) {
        datagram(bed, withRport(bytes), answer, why);
      } else {
        stream(bed, bytes, answer, why);
      }
      try (Probe next = new Probe(bed.udp)) {
        next.raw(next.request("OPTIONS", "", "", next.branch(), "", ""));
        assertTrue(next.receive().startsWith("SIP/2.0 200 "), "the next one is served");
      }
    }
  }

  private static void datagram(Testbed bed, byte[] bytes, String answer, String why)
      throws Exception {
    try (Probe probe = new Probe(bed.udp)) {
      long before = taken(bed);
      probe.socket.send(new DatagramPacket(bytes, bytes.length, probe.server));
      if (answer.equals("none")) {
        Testbed.until("taken", () -> taken(bed) > before);
        assertTrue(probe.silent(200), why);
      } else {
        judge(probe::receive, answer, why);
      }
    }
  }

  private static void stream(Testbed bed, byte[] bytes, String answer, String why)
      throws Exception {
    try (TcpPeer peer = new TcpPeer(bed.tcp)) {
      long before = taken(bed);
      peer.send(bytes);
      if (answer.equals("none")) {
        Testbed.until("taken", () -> taken(bed) > before);
        assertTrue(peer.silent(200), why);
      } else {
        judge(() -> peer.await(""), answer, why);
      }
    }
  }

  /** Where messages come from. */
  private interface Source {
    String next() throws IOException;
  }

  private static void judge(Source answers, String answer, String why) throws IOException {
    String got = answers.next();
    while (!got.startsWith("SIP/") || got.startsWith("SIP/2.0 100 ")) {
      got = answers.next();
    }
    String status = got.substring("SIP/2.0 ".length(), "SIP/2.0 ".length() + 3);
    assertTrue(
        answer.equals("4xx")
            ? status.startsWith("4")
            : Arrays.asList(answer.split(" ")).contains(status),
        why + "; but " + got.substring(0, got.indexOf('\r')));
  }

  private static boolean overUdp(byte[] bytes) {
    Matcher via = TOP_VIA.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    return !via.find() || via.group(2).equals("UDP");
  }

  private static byte[] withRport(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return (text.startsWith("SIP/") ? text : TOP_VIA.matcher(text).replaceFirst("$1$2$3;rport"))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void noneIsLeftOut() throws Exception {
    Set<String> judged = new TreeSet<>();
    try (InputStream in = TortureTest.class.getResourceAsStream(VERDICTS)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.startsWith("#")) {
          judged.add(line.substring(0, line.indexOf(';')));
        }
      }
    }
    // RFC 4475 has 49 messages, RFC 5118 has 12.
    assertEquals(49, judged.stream().filter(name -> name.startsWith("rfc4475/")).count());
    assertEquals(12, judged.stream().filter(name -> name.startsWith("rfc5118/")).count());
  }

  @Test
  void whatIsRegisteredIsTheContactAsGiven() throws Exception {
    for (String[] each :
        new String[][] {
          {"escnull", "<sip:%00@host5.example.com>"},
          {"cparam01", "<sip:+19725552222@gw1.example.net>"},
          {"cparam02", "<sip:+19725552222@gw1.example.net;unknownparam>"},
          {"regescrt", "<sip:user@example.com?Route=%3Csip:sip.example.com%3E>"}
        }) {
      try (Testbed bed = bed(false);
          Probe probe = new Probe(bed.udp)) {
        byte[] bytes = withRport(read("rfc4475/" + each[0]));
        probe.socket.send(new DatagramPacket(bytes, bytes.length, probe.server));
        String ok = probe.await("200 ");
        assertTrue(ok.contains("Contact: " + each[1]), each[0] + ": " + ok);
      }
    }
  }
}
