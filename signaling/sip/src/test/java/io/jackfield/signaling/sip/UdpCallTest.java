package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.signal.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Inbound calls over UDP, message by message. */
class UdpCallTest {

  private Testbed bed;
  private Probe probe;

  @BeforeEach
  void open() throws Exception {
    bed = Testbed.open();
    probe = new Probe(bed.udp);
  }

  @AfterEach
  void close() throws Exception {
    probe.close();
    bed.close();
  }

  private String answered(String branch) throws Exception {
    probe.raw(probe.request("INVITE", "answer", "", branch, "", Probe.OFFER));
    probe.await("100 ");
    probe.await("180 ");
    return probe.await("200 ");
  }

  private String answeredAndAcked() throws Exception {
    String ok = answered(probe.branch());
    String toTag = Probe.tag(Probe.header(ok, "To"));
    probe.raw(probe.request("ACK", "answer", toTag, probe.branch(), "", ""));
    return toTag;
  }

  @Test
  void aCallIsRungAnsweredAndEndedByTheCaller() throws Exception {
    String ok = answered(probe.branch());
    assertTrue(ok.contains("m=audio 40000"), ok);
    assertTrue(Probe.header(ok, "Contact").contains("127.0.0.1:" + bed.udp), ok);
    assertTrue(Probe.header(ok, "Allow").contains("UPDATE"), ok);
    String toTag = Probe.tag(Probe.header(ok, "To"));
    probe.raw(probe.request("ACK", "answer", toTag, probe.branch(), "", ""));
    probe.cseq++;
    probe.raw(
        probe.request("BYE", "answer", toTag, probe.branch(), "Reason: Q.850;cause=17\r\n", ""));
    probe.await("200 ");
    Signal.HangUp hangUp = bed.calls.await(Signal.HangUp.class);
    assertEquals(Reason.SIP_BYE.wireName(), hangUp.failure().name());
    assertEquals(17, hangUp.failure().q850());
    Testbed.until("no leg is left", () -> bed.server.statistics().dialogs() == 0);
  }

  @Test
  void theGatewayEndsACallWithByeAndReason() throws Exception {
    answeredAndAcked();
    Testbed.until("acknowledged", () -> bed.server.statistics().requestsIn() >= 2);
    bed.calls.hangUpAll(Reason.CALLEE_STOPPED);
    String bye = probe.await("BYE ");
    assertTrue(Probe.header(bye, "Reason").startsWith("Q.850;cause=16"), bye);
    probe.raw(probe.reply(bye, "200 OK", "", "", ""));
    Testbed.until("no leg is left", () -> bed.server.statistics().dialogs() == 0);
  }

  @Test
  void a2xxIsSentAgainUntilItsAckComes() throws Exception {
    String first = answered(probe.branch());
    assertEquals(first, probe.await("200 "));
    String toTag = Probe.tag(Probe.header(first, "To"));
    probe.raw(probe.request("ACK", "answer", toTag, probe.branch(), "", ""));
    assertTrue(bed.server.statistics().retransmissions() >= 1);
    bed.calls.hangUpAll(Reason.CALLEE_STOPPED);
    probe.await("BYE ");
  }

  @Test
  void aRepeatedInviteGetsTheLastAnswerAgain() throws Exception {
    String branch = probe.branch();
    String invite = probe.request("INVITE", "ring", "", branch, "", Probe.OFFER);
    probe.raw(invite);
    probe.await("180 ");
    probe.raw(invite);
    probe.await("180 ");
    assertEquals(1, bed.calls.placed.size());
  }

  @Test
  void anInviteByTwoWaysIsALoop() throws Exception {
    probe.raw(probe.request("INVITE", "ring", "", probe.branch(), "", Probe.OFFER));
    probe.await("180 ");
    probe.raw(probe.request("INVITE", "ring", "", probe.branch(), "", Probe.OFFER));
    probe.await("482 ");
  }

  @Test
  void cancelBeforeTheAnswerGives200And487() throws Exception {
    String branch = probe.branch();
    probe.raw(probe.request("INVITE", "ring", "", branch, "", Probe.OFFER));
    String ringing = probe.await("180 ");
    assertFalse(ringing.contains("m=audio"), ringing);
    probe.raw(probe.request("CANCEL", "ring", "", branch, "", ""));
    probe.await("200 ");
    String terminated = probe.await("487 ");
    assertEquals(Probe.tag(Probe.header(ringing, "To")), Probe.tag(Probe.header(terminated, "To")));
    probe.raw(
        probe.request("ACK", "ring", Probe.tag(Probe.header(terminated, "To")), branch, "", ""));
    assertTrue(bed.calls.await(Signal.HangUp.class).failure().is(Reason.SIP_CANCEL));
    Testbed.until("no leg is left", () -> bed.server.statistics().dialogs() == 0);
  }

  @Test
  void aCancelForNothingIs481() throws Exception {
    probe.raw(probe.request("CANCEL", "ring", "", probe.branch(), "", ""));
    probe.await("481 ");
  }

  @Test
  void byeOnAnEarlyDialogEndsIt() throws Exception {
    String branch = probe.branch();
    probe.raw(probe.request("INVITE", "ring", "", branch, "", Probe.OFFER));
    String toTag = Probe.tag(Probe.header(probe.await("180 "), "To"));
    probe.cseq++;
    probe.raw(probe.request("BYE", "ring", toTag, probe.branch(), "", ""));
    probe.await("200 ");
    probe.await("487 ");
    bed.calls.await(Signal.HangUp.class);
  }

  @Test
  void refusalsCarryTheirStatusAndWarning() throws Exception {
    probe.raw(probe.request("INVITE", "busy", "", probe.branch(), "", Probe.OFFER));
    probe.await("486 ");
    probe.cseq++;
    probe.raw(probe.request("INVITE", "bad-codec", "", probe.branch(), "", Probe.OFFER));
    String refused = probe.await("488 ");
    assertEquals(
        "305 jackfield \"audio: offered [G729], known [PCMU, PCMA]\"",
        Probe.header(refused, "Warning"));
    probe.cseq++;
    probe.raw(probe.request("INVITE", "refused", "", probe.branch(), "", Probe.OFFER));
    probe.await("503 ");
    probe.cseq++;
    probe.raw(probe.request("INVITE", "nobody", "", probe.branch(), "", Probe.OFFER));
    probe.await("404 ");
    probe.cseq++;
    probe.raw(probe.request("INVITE", "1001", "", probe.branch(), "", Probe.OFFER));
    probe.await("480 ");
    probe.cseq++;
    probe.raw(probe.request("INVITE", "answer", "", probe.branch(), "", "v=0\r\nnonsense\r\n"));
    assertTrue(Probe.header(probe.await("488 "), "Warning").contains("line 2"));
  }

  @Test
  void holdAndResumeAreAnsweredWithOurDirectionAdapted() throws Exception {
    String toTag = answeredAndAcked();
    probe.cseq++;
    String hold = Probe.OFFER.replace("sendrecv", "sendonly").replace("1 1 IN", "1 2 IN");
    probe.raw(probe.request("INVITE", "answer", toTag, probe.branch(), "", hold));
    String held = probe.await("200 ");
    assertTrue(held.contains("a=recvonly"), held);
    assertTrue(held.contains("o=- 7 2 IN"), held);
    probe.raw(probe.request("ACK", "answer", toTag, probe.branch(), "", ""));
    probe.cseq++;
    probe.raw(probe.request("UPDATE", "answer", toTag, probe.branch(), "", Probe.OFFER));
    assertTrue(probe.await("200 ").contains("a=sendrecv"));
    probe.cseq++;
    String moved = Probe.OFFER.replace("41000", "41002");
    probe.raw(probe.request("INVITE", "answer", toTag, probe.branch(), "", moved));
    probe.await("488 ");
  }

  @Test
  void digitsComeByInfo() throws Exception {
    String toTag = answeredAndAcked();
    probe.cseq++;
    String body = "Signal=5\r\nDuration=160\r\n";
    probe.raw(
        probe
            .request("INFO", "answer", toTag, probe.branch(), "", body)
            .replace("application/sdp", "application/dtmf-relay"));
    probe.await("200 ");
    assertEquals('5', bed.calls.await(Signal.Dtmf.class).digit());
    probe.cseq++;
    probe.raw(
        probe
            .request("INFO", "answer", toTag, probe.branch(), "", "Signal=x\r\n")
            .replace("application/sdp", "application/dtmf-relay"));
    probe.await("400 Bad DTMF Body");
  }

  @Test
  void aDelayedOfferIsAnsweredInTheAck() throws Exception {
    probe.raw(probe.request("INVITE", "delayed", "", probe.branch(), "", ""));
    String ok = probe.await("200 ");
    assertTrue(ok.contains("m=audio 40000"), ok);
    String toTag = Probe.tag(Probe.header(ok, "To"));
    probe.raw(probe.request("ACK", "delayed", toTag, probe.branch(), "", Probe.OFFER));
    Signal.Accepted answer = bed.calls.await(Signal.Accepted.class);
    assertEquals(Probe.OFFER, answer.answer().orElseThrow().sdp().orElseThrow());
  }

  @Test
  void aClientOlderThanRfc3261IsServed() throws Exception {
    for (String old : java.util.List.of("1", "")) {
      String branch = old.isEmpty() ? "" : ";branch=" + old;
      probe.cseq++;
      String invite =
          probe
              .request("INVITE", "ring", "", "x", "", Probe.OFFER)
              .replace(";branch=x", branch)
              .replace("Call-ID: ", "Call-ID: old" + old);
      probe.raw(invite);
      String ringing = probe.await("180 ");
      String via = Probe.header(ringing, "Via");
      assertEquals(!old.isEmpty(), via.contains("branch="), via);
      assertTrue(old.isEmpty() || via.contains(";branch=1"), via);
      probe.raw(invite);
      probe.await("180 ");
      probe.raw(invite.replace("INVITE", "CANCEL").replaceFirst("(?s)Content-Type.*", "\r\n"));
      probe.await("200 ");
      probe.await("487 ");
    }
  }

  @Test
  void whatIsUnknownIsRefusedByName() throws Exception {
    probe.raw(probe.request("BYE", "x", "nosuchtag", probe.branch(), "", ""));
    probe.await("481 ");
    probe.raw(probe.request("SUBSCRIBE", "x", "", probe.branch(), "Event: presence\r\n", ""));
    assertTrue(Probe.header(probe.await("405 "), "Allow").contains("INVITE"));
    probe.raw(probe.request("OPTIONS", "", "", probe.branch(), "", ""));
    String options = probe.await("200 ");
    assertTrue(Probe.header(options, "Accept").contains("application/sdp"), options);
    assertEquals("Jackfield", Probe.header(options, "Server"));
    probe.raw(probe.request("OPTIONS", "", "", probe.branch(), "Require: nothingWeKnow\r\n", ""));
    assertEquals("nothingWeKnow", Probe.header(probe.await("420 "), "Unsupported"));
  }
}
