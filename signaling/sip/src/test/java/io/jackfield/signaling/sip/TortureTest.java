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
 * The messages of RFC 4475 and RFC 5118, each with the verdict its text asks for. In the files a
 * line feed stands for CRLF, the top Via has an {@code rport} so that the test sees the answer, and
 * {@code {0x07}} for a byte that is no text.
 */
class TortureTest {

  private static final Pattern BYTE = Pattern.compile("\\{0x([0-9A-F]{2})}");
  private static final String VERDICTS = "/torture/verdicts.csv";

  /** A server for each, as many of the messages have one branch. */
  private static Testbed bed(boolean digest) throws Exception {
    AbuseConfig patient = new AbuseConfig(0, 0, Duration.ZERO, List.of());
    return Testbed.with(config -> config.digest(digest).abuse(patient));
  }

  private static byte[] message(String name) throws IOException {
    String text;
    try (InputStream in = TortureTest.class.getResourceAsStream("/torture/" + name + ".sip")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\n", "\r\n");
    }
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
    try (Testbed bed = bed(server.equals("secured"));
        Probe probe = new Probe(bed.udp)) {
      long before = taken(bed);
      byte[] bytes = message(name);
      probe.socket.send(new DatagramPacket(bytes, bytes.length, probe.server));
      if (answer.equals("none")) {
        Testbed.until("taken", () -> taken(bed) > before);
        assertTrue(probe.silent(200), why);
      } else {
        String got = probe.receive();
        while (!got.startsWith("SIP/") || got.startsWith("SIP/2.0 100 ")) {
          got = probe.receive();
        }
        String status = got.substring("SIP/2.0 ".length(), "SIP/2.0 ".length() + 3);
        assertTrue(
            answer.equals("4xx")
                ? status.startsWith("4")
                : Arrays.asList(answer.split(" ")).contains(status),
            why + "; but " + got.substring(0, got.indexOf('\r')));
      }
      try (Probe next = new Probe(bed.udp)) {
        next.raw(next.request("OPTIONS", "", "", next.branch(), "", ""));
        assertTrue(next.receive().startsWith("SIP/2.0 200 "), "the next one is served");
      }
    }
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
    // RFC 4475 has 49 messages, RFC 5118 has 11.
    assertEquals(49, judged.stream().filter(name -> name.startsWith("rfc4475/")).count());
    assertEquals(11, judged.stream().filter(name -> name.startsWith("rfc5118/")).count());
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
        byte[] bytes = message("rfc4475/" + each[0]);
        probe.socket.send(new DatagramPacket(bytes, bytes.length, probe.server));
        String ok = probe.await("200 ");
        assertTrue(ok.contains("Contact: " + each[1]), each[0] + ": " + ok);
      }
    }
  }
}
