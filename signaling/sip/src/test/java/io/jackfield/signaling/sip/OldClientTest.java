package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.signal.Signal;
import org.junit.jupiter.api.Test;

/** Clients older than RFC 3261, and two that chose the same branch. */
class OldClientTest {

  /** What RFC 2543 did not know of is left out: branch, From tag, Max-Forwards, Contact. */
  private static String old(String request) {
    return request
        .replaceFirst(";branch=[^\r]*", "")
        .replaceFirst(";tag=from[^\r]*", "")
        .replaceFirst("Max-Forwards: 70\r\n", "")
        .replaceFirst("Contact: [^\r]*\r\n", "");
  }

  @Test
  void aCallOfAClientOfRfc2543IsTakenAndEnded() throws Exception {
    try (Testbed bed = Testbed.open();
        Probe probe = new Probe(bed.udp)) {
      probe.raw(old(probe.request("INVITE", "answer", "", probe.branch(), "", Probe.OFFER)));
      String ok = probe.await("200 ");
      String tag = Probe.tag(Probe.header(ok, "To"));
      probe.raw(old(probe.request("ACK", "answer", tag, probe.branch(), "", "")));
      Testbed.until("it is answered", () -> bed.calls.live.size() == 1);
      bed.calls.hangUpAll(Reason.CALLEE_STOPPED);
      // RFC 2543: without Contact it is its From address that our requests name.
      String bye = probe.await("BYE sip:1000@jackfield");
      probe.raw(probe.reply(bye, "200 OK", "", "", ""));
      Testbed.until("it is over", () -> bed.server.statistics().dialogs() == 0);
    }
  }

  @Test
  void aCallOfAClientOfRfc2543IsCancelled() throws Exception {
    try (Testbed bed = Testbed.open();
        Probe probe = new Probe(bed.udp)) {
      probe.raw(old(probe.request("INVITE", "ring", "", probe.branch(), "", Probe.OFFER)));
      probe.await("180 ");
      probe.raw(old(probe.request("CANCEL", "ring", "", probe.branch(), "", "")));
      probe.await("200 ");
      probe.await("487 ");
      bed.calls.await(Signal.HangUp.class);
    }
  }

  @Test
  void oneBranchOfTwoClientsIsTwoTransactions() throws Exception {
    try (Testbed bed = Testbed.open();
        Probe one = new Probe(bed.udp);
        Probe two = new Probe(bed.udp)) {
      String branch = one.branch();
      one.raw(one.request("INVITE", "ring", "", branch, "", Probe.OFFER));
      two.raw(two.request("INVITE", "ring", "", branch, "", Probe.OFFER));
      assertTrue(one.await("180 ").contains("Call-ID: " + one.callId));
      assertTrue(two.await("180 ").contains("Call-ID: " + two.callId));
      one.raw(one.request("CANCEL", "ring", "", branch, "", ""));
      assertTrue(one.await("487 ").contains("Call-ID: " + one.callId));
      two.raw(two.request("CANCEL", "ring", "", branch, "", ""));
      assertTrue(two.await("487 ").contains("Call-ID: " + two.callId));
    }
  }

  @Test
  void everyRequestIsAnsweredWhateverItLacks() throws Exception {
    try (Testbed bed = Testbed.open();
        Probe probe = new Probe(bed.udp)) {
      for (String method : new String[] {"REFER", "SUBSCRIBE", "NOTIFY", "PUBLISH", "MESSAGE"}) {
        String request = probe.request(method, "answer", "", probe.branch(), "", "");
        probe.raw(request.replaceFirst("Contact: [^\r]*\r\n", ""));
        assertTrue(probe.receive().contains("CSeq: 1 " + method), method);
      }
      probe.raw(
          probe
              .request("INVITE", "busy", "", probe.branch(), "", Probe.OFFER)
              .replaceFirst("sip:busy@", "sips:busy@"));
      probe.await("486 ");
    }
  }
}
