package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Malformed messages on the wire: a 400 that names the header, or silence, and a counter. */
class BadInputTest {

  @Test
  void badMessagesAreNamedCountedAndHarmless() throws Exception {
    try (Testbed bed = Testbed.open();
        Probe probe = new Probe(bed.udp)) {
      String good = probe.request("OPTIONS", "", "", probe.branch(), "", "");
      probe.raw(good.replaceFirst("CSeq: .*\r\n", ""));
      probe.await("400 Missing CSeq Header");
      probe.raw(good.replaceFirst("To: .*\r\n", "To: <<<\r\n"));
      probe.await("400 Bad To Header");
      probe.raw(good.replace("Via: SIP/2.0/UDP", "Via: SIP/2.0/TCP"));
      probe.await("400 Bad Via Transport");
      probe.raw(good.replace("SIP/2.0\r\nVia", "SIP/3.0\r\nVia"));
      probe.await("505 Version Not Supported");
      probe.raw(
          "X: y\r\n"
                  .repeat(200)
                  .replaceFirst("X: y", "OPTIONS sip:x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1")
              + "\r\n");
      probe.await("400 Too Many Headers");
      probe.raw(
          probe
              .request("INVITE", "answer", "", probe.branch(), "", Probe.OFFER)
              .replaceFirst("Contact: .*\r\n", ""));
      probe.await("400 Missing Contact Header");
      long bad = bed.server.statistics().parseFailures();
      assertEquals(6, bad);
      probe.raw("rubbish\r\n\r\n");
      probe.raw("\r\n\r\n");
      probe.raw("\u0000\u0001\u0000\u0000STUN");
      probe.raw(good.replace("OPTIONS", "ACK").replaceFirst("To: .*\r\n", ""));
      probe.raw("SIP/2.0 200 OK\r\nVia: nonsense\r\n\r\n");
      assertTrue(probe.silent(300));
      probe.raw(good);
      probe.await("200 ");
    }
  }
}
