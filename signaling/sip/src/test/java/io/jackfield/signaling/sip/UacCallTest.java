package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.signal.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outbound calls over UDP: the caller is one probe, the registered phone another. */
class UacCallTest {

  private Testbed bed;
  private Probe caller;
  private Probe phone;

  @BeforeEach
  void open() throws Exception {
    bed = Testbed.open();
    caller = new Probe(bed.udp);
    phone = new Probe(bed.udp);
    phone.raw(phone.request("REGISTER", "1001", "", phone.branch(), "Expires: 600\r\n", ""));
    phone.await("200 ");
  }

  @AfterEach
  void close() throws Exception {
    caller.close();
    phone.close();
    bed.close();
  }

  private String callBranch;

  private String ring() throws Exception {
    callBranch = caller.branch();
    caller.raw(caller.request("INVITE", "1001", "", callBranch, "", Probe.OFFER));
    String invite = phone.await("INVITE ");
    phone.raw(phone.reply(invite, "100 Trying", "", "", ""));
    phone.raw(phone.reply(invite, "180 Ringing", "phone", "", ""));
    caller.await("180 ");
    return invite;
  }

  private String connect() throws Exception {
    String invite = ring();
    phone.raw(phone.reply(invite, "200 OK", "phone", "", ScriptedCalls.ANSWER));
    phone.await("ACK ");
    String ok = caller.await("200 ");
    caller.raw(
        caller.request("ACK", "1001", Probe.tag(Probe.header(ok, "To")), caller.branch(), "", ""));
    return Probe.tag(Probe.header(ok, "To"));
  }

  @Test
  void aRegisteredPhoneIsCalledAndTheCallerEnds() throws Exception {
    String tag = connect();
    caller.cseq++;
    caller.raw(caller.request("BYE", "1001", tag, caller.branch(), "", ""));
    caller.await("200 ");
    String bye = phone.await("BYE ");
    phone.raw(phone.reply(bye, "200 OK", "", "", ""));
    Testbed.until("no leg is left", () -> bed.server.statistics().dialogs() == 0);
  }

  @Test
  void theInviteLooksAsItShould() throws Exception {
    String invite = ring();
    assertTrue(invite.startsWith("INVITE sip:1000@127.0.0.1:" + phone.port()), invite);
    assertEquals("<sip:1001@jackfield>", Probe.header(invite, "To"));
    assertTrue(
        Probe.header(invite, "From").startsWith("\"Probe\" <sip:1000@jackfield>;tag="), invite);
    assertTrue(Probe.header(invite, "Contact").contains("127.0.0.1:" + bed.udp), invite);
    assertEquals("Jackfield", Probe.header(invite, "User-Agent"));
    assertTrue(invite.endsWith(Probe.OFFER), invite);
  }

  @Test
  void thePhoneEnds() throws Exception {
    String invite = ring();
    phone.raw(phone.reply(invite, "200 OK", "phone", "", ScriptedCalls.ANSWER));
    phone.await("ACK ");
    String ok = caller.await("200 ");
    caller.raw(
        caller.request("ACK", "1001", Probe.tag(Probe.header(ok, "To")), caller.branch(), "", ""));
    phone.raw(bye(invite));
    phone.await("200 ");
    caller.await("BYE ");
  }

  private String bye(String invite) {
    return "BYE sip:jackfield@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
        + phone.port()
        + ";rport;branch="
        + phone.branch()
        + "\r\nMax-Forwards: 70\r\nFrom: "
        + Probe.header(invite, "To")
        + ";tag=phone\r\nTo: "
        + Probe.header(invite, "From")
        + "\r\nCall-ID: "
        + Probe.header(invite, "Call-ID")
        + "\r\nCSeq: 7 BYE\r\nContent-Length: 0\r\n\r\n";
  }

  @Test
  void aRefusalReachesTheCaller() throws Exception {
    String invite = ring();
    phone.raw(phone.reply(invite, "486 Busy Here", "phone", "", ""));
    phone.await("ACK ");
    caller.await("486 ");
    Testbed.until("no leg is left", () -> bed.server.statistics().dialogs() == 0);
  }

  @Test
  void cancelAfterRingingGoesOutWithItsReason() throws Exception {
    String invite = ring();
    caller.raw(caller.request("CANCEL", "1001", "", callBranch, "", ""));
    caller.await("487 ");
    String cancel = phone.await("CANCEL ");
    assertTrue(Probe.header(cancel, "Reason").startsWith("Q.850;cause=16"), cancel);
    phone.raw(phone.reply(cancel, "200 OK", "phone", "", ""));
    phone.raw(phone.reply(invite, "487 Request Terminated", "phone", "", ""));
    phone.await("ACK ");
    Testbed.until("no leg is left", () -> bed.server.statistics().dialogs() == 0);
  }

  @Test
  void cancelWaitsForAProvisionalResponse() throws Exception {
    callBranch = caller.branch();
    caller.raw(caller.request("INVITE", "1001", "", callBranch, "", Probe.OFFER));
    String invite = phone.await("INVITE ");
    caller.raw(caller.request("CANCEL", "1001", "", callBranch, "", ""));
    caller.await("487 ");
    // Nothing but the INVITE again until the phone says something.
    assertTrue(phone.receive().startsWith("INVITE "));
    phone.raw(phone.reply(invite, "180 Ringing", "phone", "", ""));
    phone.await("CANCEL ");
  }

  @Test
  void a2xxThatCrossesTheCancelGetsAckAndBye() throws Exception {
    String invite = ring();
    caller.raw(caller.request("CANCEL", "1001", "", callBranch, "", ""));
    phone.await("CANCEL ");
    phone.raw(phone.reply(invite, "200 OK", "phone", "", ScriptedCalls.ANSWER));
    phone.await("ACK ");
    String bye = phone.await("BYE ");
    phone.raw(phone.reply(bye, "200 OK", "", "", ""));
    Testbed.until("no leg is left", () -> bed.server.statistics().dialogs() == 0);
  }

  @Test
  void anotherForksAnswerGetsAckAndBye() throws Exception {
    String invite = ring();
    phone.raw(phone.reply(invite, "200 OK", "phone", "", ScriptedCalls.ANSWER));
    phone.await("ACK ");
    phone.raw(phone.reply(invite, "200 OK", "fork", "", ScriptedCalls.ANSWER));
    assertTrue(Probe.header(phone.await("ACK "), "To").endsWith("tag=fork"));
    assertTrue(Probe.header(phone.await("BYE "), "To").endsWith("tag=fork"));
  }

  @Test
  void aRepeated2xxGetsItsAckAgain() throws Exception {
    String invite = ring();
    String ok = phone.reply(invite, "200 OK", "phone", "", ScriptedCalls.ANSWER);
    phone.raw(ok);
    String ack = phone.await("ACK ");
    phone.raw(ok);
    assertEquals(ack, phone.await("ACK "));
    Testbed.until("transaction over", () -> bed.server.statistics().clientTransactions() == 0);
    phone.raw(ok);
    assertEquals(ack, phone.await("ACK "));
  }

  @Test
  void a2xxWithoutSdpIsEnded() throws Exception {
    String invite = ring();
    phone.raw(phone.reply(invite, "200 OK", "phone", "", ""));
    phone.await("ACK ");
    phone.await("BYE ");
    assertTrue(bed.calls.await(Signal.Rejected.class).failure().is(Reason.SIP_NO_SDP));
    caller.await("488 ");
  }

  @Test
  void anAcceptThatTheCallRefusesIsEnded() throws Exception {
    bed.calls.acceptFails = true;
    String invite = ring();
    phone.raw(phone.reply(invite, "200 OK", "phone", "", ScriptedCalls.ANSWER));
    phone.await("ACK ");
    assertEquals(
        "SIP;cause=200;text=\"Call completed elsewhere\"",
        Probe.header(phone.await("BYE "), "Reason"));
  }
}
