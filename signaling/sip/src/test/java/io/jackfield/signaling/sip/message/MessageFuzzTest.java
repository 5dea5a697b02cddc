package io.jackfield.signaling.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPMessage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The border against hostile input: every message is read or refused, never worse. */
class MessageFuzzTest {

  private static final String INVITE =
      "INVITE sip:1001@jackfield SIP/2.0\r\n"
          + "Via: SIP/2.0/UDP 127.0.0.1:5070;rport;branch=z9hG4bK1\r\n"
          + "Max-Forwards: 70\r\n"
          + "From: \"Ann\" <sip:1000@jackfield>;tag=a\r\n"
          + "To: <sip:1001@jackfield>\r\n"
          + "Call-ID: 1@127.0.0.1\r\n"
          + "CSeq: 1 INVITE\r\n"
          + "Contact: <sip:1000@127.0.0.1:5070;transport=udp>;expires=60;q=0.5\r\n"
          + "Authorization: Digest username=\"1000\", realm=\"r\", nonce=\"n\", uri=\"sip:x\","
          + " response=\"00\", qop=auth, nc=00000001, cnonce=\"c\"\r\n"
          + "Record-Route: <sip:127.0.0.1;lr>\r\n"
          + "Content-Type: application/sdp\r\n"
          + "Content-Length: 4\r\n\r\nv=0\n";

  private static final String OK =
      "SIP/2.0 200 OK\r\nv: SIP/2.0/WSS x.invalid;branch=z9hG4bK2\r\nf: <sip:a@b>;tag=1\r\n"
          + "t: <sip:c@d>;tag=2\r\ni: 2\r\nCSeq: 2 INVITE\r\nm: <sip:c@1.2.3.4>\r\nl: 0\r\n\r\n";

  private final MessageReader reader = new MessageReader(128, 20);

  private SIPMessage read(String text) throws RefusedException {
    return reader.read(RawMessage.cut(text.getBytes(StandardCharsets.UTF_8), 128), true);
  }

  @Test
  void goodMessagesAreRead() throws Exception {
    assertEquals("1@127.0.0.1", read(INVITE).getCallId().getCallId());
    assertEquals(200, ((gov.nist.javax.sip.message.SIPResponse) read(OK)).getStatusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Via: .*|              | Missing Via Header",
        "From: .*|             | Missing From Header",
        "To: .*|               | Missing To Header",
        "Call-ID: .*|          | Missing Call-ID Header",
        "CSeq: .*|             | Missing CSeq Header",
        "CSeq: 1 INVITE|CSeq: 1 BYE| CSeq Method Mismatch",
        "CSeq: 1 INVITE|CSeq: banana INVITE| Bad CSeq Header",
        "CSeq: 1 INVITE|CSeq: 99999999999 INVITE| Bad CSeq Header",
        "From: .*|From: <<<sip:| Bad From Header",
        "To: .*|To: \"unbalanced <sip:x@y>| Bad To Header",
        "Contact: .*|Contact: <sip:@@@>| Bad Contact Header",
        "Max-Forwards: 70|Max-Forwards: many| Bad Max-Forwards Header",
        "Max-Forwards: 70|Max-Forwards: 300| Bad Max-Forwards Header",
        "Content-Length: 4|Content-Length: 400| Bad Content-Length Header",
        "Content-Length: 4|Content-Length: -4| Bad Content-Length Header",
        "Content-Type: .*|     | Missing Content-Type Header",
        "INVITE sip:1001@jackfield SIP/2.0|INVITE  SIP/2.0| Bad Request-Line",
        "INVITE sip:1001@jackfield SIP/2.0|INVITE sip:1001@jackfield SIP/7.0|Version Not Supported"
      })
  void faultsAreNamed(String line, String instead, String reason) {
    String text =
        INVITE.replaceFirst(
            "(?md)^" + line + (instead == null ? "\r\n" : "\r$"),
            instead == null ? "" : instead + "\r");
    assertTrue(!text.equals(INVITE), "the test changed nothing");
    RefusedException refused = assertThrows(RefusedException.class, () -> read(text));
    assertEquals(reason, refused.refusal().reason());
  }

  @Test
  void a400NamesTheHeaderAndCopiesTheRest() {
    RawMessage raw =
        RawMessage.cut(
            INVITE.replace("CSeq: 1 INVITE\r\n", "").getBytes(StandardCharsets.UTF_8), 128);
    byte[] bytes =
        RawResponse.to(raw, Refusal.bad("Missing CSeq Header"), "192.0.2.1", 99, "t").orElseThrow();
    String response = new String(bytes, StandardCharsets.UTF_8);
    assertTrue(response.startsWith("SIP/2.0 400 Missing CSeq Header\r\n"), response);
    assertTrue(
        response.contains(
            "Via: SIP/2.0/UDP 127.0.0.1:5070;rport=99;branch=z9hG4bK1;received=192.0.2.1"),
        response);
    assertTrue(response.contains("To: <sip:1001@jackfield>;tag=t\r\n"), response);
  }

  @Test
  void acksAndResponsesAreNeverAnswered() {
    for (String text : List.of(INVITE.replace("INVITE", "ACK"), OK)) {
      RawMessage raw = RawMessage.cut(text.getBytes(StandardCharsets.UTF_8), 128);
      assertTrue(RawResponse.to(raw, Refusal.bad("x"), "192.0.2.1", 1, "t").isEmpty());
    }
  }

  @Test
  void twentyThousandMutationsAreReadOrRefused() {
    Random random = new Random(20261121);
    byte[][] seeds = {INVITE.getBytes(StandardCharsets.UTF_8), OK.getBytes(StandardCharsets.UTF_8)};
    int read = 0;
    int refused = 0;
    ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
    long start = cpu.getCurrentThreadCpuTime();
    for (int i = 0; i < 20_000; i++) {
      byte[] input = mutate(seeds[i & 1], random);
      RawMessage raw = RawMessage.cut(input, 128);
      try {
        reader.read(raw, true);
        read++;
      } catch (RefusedException e) {
        refused++;
        RawResponse.to(raw, e.refusal(), "192.0.2.1", 5060, "t");
      }
    }
    long millis = (cpu.getCurrentThreadCpuTime() - start) / 1_000_000;
    assertEquals(20_000, read + refused);
    assertTrue(read > 500 && refused > 500, read + " read, " + refused + " refused");
    assertTrue(millis < 5_000, millis + " ms");
  }

  private static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = Arrays.copyOf(seed, seed.length);
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 2 -> bytes[at] = (byte) "\r\n:;,<>\"@ =0".charAt(random.nextInt(12));
        case 3 -> {
          int length = random.nextInt(Math.min(60, bytes.length - at));
          byte[] longer = new byte[bytes.length + length];
          System.arraycopy(bytes, 0, longer, 0, at + length);
          System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
          bytes = longer;
        }
        default -> {
          int length = random.nextInt(Math.min(30, bytes.length - at));
          byte[] shorter = new byte[bytes.length - length];
          System.arraycopy(bytes, 0, shorter, 0, at);
          System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
          bytes = shorter.length == 0 ? new byte[] {'x'} : shorter;
        }
      }
    }
    return bytes;
  }
}
