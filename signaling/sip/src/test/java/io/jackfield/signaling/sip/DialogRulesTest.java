package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.sip.leg.SessionTimers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Early media, PRACK, session timers, glare and hold, between two probes. */
class DialogRulesTest {

  private Testbed bed;
  private Probe caller;
  private Probe phone;
  private String branch;

  @BeforeEach
  void open() throws Exception {
    open(SessionTimers.defaults());
  }

  private void open(SessionTimers timers) throws Exception {
    if (bed != null) {
      close();
    }
    bed = Testbed.with(config -> config.digest(false).sessionTimers(timers));
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

  private String call(String callee, String extra) throws Exception {
    branch = caller.branch();
    caller.raw(caller.request("INVITE", callee, "", branch, extra, Probe.OFFER));
    return callee.equals("1001") ? phone.await("INVITE ") : "";
  }

  private String acknowledge(String ok, String callee) throws Exception {
    String tag = Probe.tag(Probe.header(ok, "To"));
    caller.raw(caller.request("ACK", callee, tag, caller.branch(), "", ""));
    return tag;
  }

  /** A request of the phone within the dialog of this INVITE. */
  private String fromPhone(String method, String invite, int cseq, String extra, String body) {
    return method
        + " sip:jackfield@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
        + phone.port()
        + ";rport;branch="
        + phone.branch()
        + "\r\nMax-Forwards: 70\r\nFrom: "
        + Probe.header(invite, "To")
        + ";tag=phone\r\nTo: "
        + Probe.header(invite, "From")
        + "\r\nCall-ID: "
        + Probe.header(invite, "Call-ID")
        + "\r\nCSeq: "
        + cseq
        + ' '
        + method
        + "\r\nContact: <sip:1001@127.0.0.1:"
        + phone.port()
        + ">\r\n"
        + extra
        + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  void earlyMediaReachesTheCaller() throws Exception {
    String invite = call("1001", "");
    phone.raw(phone.reply(invite, "183 Session Progress", "phone", "", ScriptedCalls.ANSWER));
    String progress = caller.await("183 ");
    assertTrue(progress.endsWith(ScriptedCalls.ANSWER), progress);
    assertFalse(progress.contains("RSeq"), progress);
    phone.raw(phone.reply(invite, "200 OK", "phone", "", ScriptedCalls.ANSWER));
    assertTrue(caller.await("200 ").endsWith(ScriptedCalls.ANSWER));
  }

  @Test
  void aReliableProvisionalResponseGetsOnePrackAndItsAnswerCounts() throws Exception {
    String invite = call("1001", "");
    assertTrue(Probe.header(invite, "Supported").contains("100rel"), invite);
    String progress =
        phone.reply(
            invite,
            "183 Session Progress",
            "phone",
            "Require: 100rel\r\nRSeq: 42\r\n",
            ScriptedCalls.ANSWER);
    phone.raw(progress);
    String prack = phone.await("PRACK ");
    assertEquals("42 1 INVITE", Probe.header(prack, "RAck"));
    assertEquals("2 PRACK", Probe.header(prack, "CSeq"));
    assertTrue(Probe.header(prack, "To").endsWith("tag=phone"), prack);
    phone.raw(phone.reply(prack, "200 OK", "", "", ""));
    phone.raw(progress);
    assertTrue(phone.silent(300), "a repeated one has been acknowledged already");
    phone.raw(phone.reply(invite, "200 OK", "phone", "", ""));
    phone.await("ACK ");
    String ok = caller.await("200 ");
    assertTrue(ok.endsWith(ScriptedCalls.ANSWER), ok);
    String tag = acknowledge(ok, "1001");
    caller.cseq++;
    caller.raw(caller.request("BYE", "1001", tag, caller.branch(), "", ""));
    assertEquals("3 BYE", Probe.header(phone.await("BYE "), "CSeq"));
  }

  @Test
  void forksAreAcknowledgedEachInItsOwnDialog() throws Exception {
    String invite = call("1001", "");
    String reliable = "Require: 100rel\r\nRSeq: 1\r\n";
    phone.raw(phone.reply(invite, "180 Ringing", "one", reliable, ""));
    assertTrue(Probe.header(phone.await("PRACK "), "To").endsWith("tag=one"));
    phone.raw(phone.reply(invite, "180 Ringing", "two", reliable, ""));
    assertTrue(Probe.header(phone.await("PRACK "), "To").endsWith("tag=two"));
  }

  @Test
  void aCallerThatRequiresReliableRingingGetsItUntilItsPrack() throws Exception {
    String invite = call("1001", "Require: 100rel\r\n");
    phone.raw(phone.reply(invite, "180 Ringing", "phone", "", ""));
    String ringing = caller.await("180 ");
    assertEquals("100rel", Probe.header(ringing, "Require"));
    assertEquals("1", Probe.header(ringing, "RSeq"));
    assertEquals(ringing, caller.await("180 "));
    String tag = Probe.tag(Probe.header(ringing, "To"));
    caller.cseq = 2;
    caller.raw(caller.request("PRACK", "1001", tag, caller.branch(), "RAck: 7 1 INVITE\r\n", ""));
    caller.await("481 ");
    caller.cseq = 3;
    caller.raw(caller.request("PRACK", "1001", tag, caller.branch(), "RAck: 1 1 INVITE\r\n", ""));
    caller.await("200 ");
  }

  @Test
  void anAnswerWaitsForThePrackOfEarlyMedia() throws Exception {
    String invited = call("1001", "Supported: 100rel\r\n");
    phone.raw(phone.reply(invited, "183 Session Progress", "phone", "", ScriptedCalls.ANSWER));
    String progress = caller.await("183 ");
    assertEquals("1", Probe.header(progress, "RSeq"));
    phone.raw(phone.reply(invited, "200 OK", "phone", "", ScriptedCalls.ANSWER));
    phone.await("ACK ");
    assertEquals(progress, caller.await("SIP/2.0 "), "sent again, not answered");
    caller.cseq = 2;
    caller.raw(
        caller.request(
            "PRACK",
            "1001",
            Probe.tag(Probe.header(progress, "To")),
            caller.branch(),
            "RAck: 1 1 INVITE\r\n",
            ""));
    caller.await("200 ");
    assertEquals("1 INVITE", Probe.header(caller.await("200 "), "CSeq"));
  }

  @Test
  void onlyUnknownExtensionsAreRefused() throws Exception {
    caller.raw(
        caller.request(
            "INVITE",
            "answer",
            "",
            caller.branch(),
            "Require: timer, made-up\r\nRequire: other\r\n",
            Probe.OFFER));
    assertEquals("made-up, other", Probe.header(caller.await("420 "), "Unsupported"));
  }

  @Test
  void aSessionIntervalTooSmallIsRefusedAndALongerOneAgreed() throws Exception {
    caller.raw(
        caller.request(
            "INVITE",
            "answer",
            "",
            caller.branch(),
            "Supported: timer\r\nSession-Expires: 30\r\n",
            Probe.OFFER));
    assertEquals("90", Probe.header(caller.await("422 "), "Min-SE"));
    caller.cseq++;
    caller.raw(
        caller.request(
            "INVITE",
            "answer",
            "",
            caller.branch(),
            "Supported: timer\r\nSession-Expires: 100\r\n",
            Probe.OFFER));
    String ok = caller.await("200 ");
    assertEquals("100;refresher=uac", Probe.header(ok, "Session-Expires"));
    assertEquals("timer", Probe.header(ok, "Require"));
  }

  @Test
  void aPeerThatWantsALongerIntervalGetsIt() throws Exception {
    String invite = call("1001", "");
    assertEquals("1800", Probe.header(invite, "Session-Expires"));
    phone.raw(phone.reply(invite, "422 Session Interval Too Small", "p", "Min-SE: 3600\r\n", ""));
    phone.await("ACK ");
    String again = phone.await("INVITE ");
    assertEquals("3600", Probe.header(again, "Session-Expires"));
    assertEquals("3600", Probe.header(again, "Min-SE"));
  }

  private static final SessionTimers SHORT =
      new SessionTimers(Duration.ZERO, Duration.ofSeconds(1));

  @Test
  void weRefreshByUpdateWhereThePeerTakesIt() throws Exception {
    open(SHORT);
    String invite = call("1001", "");
    phone.raw(
        phone.reply(
            invite,
            "200 OK",
            "phone",
            "Allow: INVITE, ACK, BYE, UPDATE\r\nSession-Expires: 4;refresher=uac\r\n",
            ScriptedCalls.ANSWER));
    phone.await("ACK ");
    String update = phone.await("UPDATE ");
    assertEquals("4;refresher=uac", Probe.header(update, "Session-Expires"));
    assertTrue(update.endsWith("\r\n\r\n"), "no offer in it");
    phone.raw(phone.reply(update, "200 OK", "", "Session-Expires: 4;refresher=uac\r\n", ""));
    phone.await("UPDATE ");
  }

  @Test
  void weRefreshByReinviteElseAndTryAgainAfterGlare() throws Exception {
    open(SHORT);
    String invite = call("1001", "");
    phone.raw(
        phone.reply(
            invite,
            "200 OK",
            "phone",
            "Session-Expires: 12;refresher=uac\r\n",
            ScriptedCalls.ANSWER));
    phone.await("ACK ");
    String again = phone.await("INVITE ");
    assertTrue(again.endsWith(Probe.OFFER), again);
    phone.raw(fromPhone("INVITE", invite, 7, "", Probe.OFFER));
    phone.await("491 ");
    phone.raw(phone.reply(again, "491 Request Pending", "", "", ""));
    phone.await("ACK ");
    String third = phone.await("INVITE ");
    phone.raw(phone.reply(third, "200 OK", "", "", ScriptedCalls.ANSWER));
    String ack = phone.await("ACK ");
    assertEquals(Probe.header(third, "CSeq").replace("INVITE", "ACK"), Probe.header(ack, "CSeq"));
    phone.raw(phone.reply(third, "200 OK", "", "", ScriptedCalls.ANSWER));
    assertEquals(ack, phone.await("ACK "));
  }

  @Test
  void aSessionNobodyRefreshesEnds() throws Exception {
    open(new SessionTimers(Duration.ofMinutes(30), Duration.ofSeconds(1)));
    caller.raw(
        caller.request(
            "INVITE",
            "answer",
            "",
            caller.branch(),
            "Supported: timer\r\nSession-Expires: 2;refresher=uac\r\n",
            Probe.OFFER));
    acknowledge(caller.await("200 "), "answer");
    caller.await("BYE ");
    assertTrue(bed.calls.await(Signal.HangUp.class).failure().is(Reason.SESSION_TIMEOUT));
  }

  @Test
  void aPeerThatForgotTheCallEndsIt() throws Exception {
    open(SHORT);
    String invite = call("1001", "");
    phone.raw(
        phone.reply(
            invite,
            "200 OK",
            "phone",
            "Session-Expires: 4;refresher=uac\r\n",
            ScriptedCalls.ANSWER));
    phone.await("ACK ");
    String again = phone.await("INVITE ");
    phone.raw(phone.reply(again, "481 Call Does Not Exist", "", "", ""));
    assertTrue(bed.calls.await(Signal.HangUp.class).failure().is(Reason.NETWORK_ERROR));
  }

  @Test
  void everyWayToHoldIsToldAndTakenBack() throws Exception {
    call("answer", "");
    String tag = acknowledge(caller.await("200 "), "answer");
    String[] ways = {
      Probe.OFFER.replace("sendrecv", "sendonly"),
      Probe.OFFER.replace("sendrecv", "inactive"),
      Probe.OFFER.replace("sendrecv", "recvonly"),
      Probe.OFFER.replace("c=IN IP4 127.0.0.1", "c=IN IP4 0.0.0.0")
    };
    String[] answers = {"recvonly", "inactive", "sendonly", "recvonly"};
    for (int i = 0; i < ways.length; i++) {
      reinvite(tag, ways[i], answers[i]);
      bed.calls.await(Signal.Hold.class);
      reinvite(tag, Probe.OFFER, "sendrecv");
      bed.calls.await(Signal.Unhold.class);
    }
  }

  private void reinvite(String tag, String offer, String direction) throws Exception {
    caller.cseq++;
    caller.raw(caller.request("INVITE", "answer", tag, caller.branch(), "", offer));
    String ok = caller.await("200 ");
    assertTrue(ok.contains("a=" + direction), ok);
    caller.raw(caller.request("ACK", "answer", tag, caller.branch(), "", ""));
  }

  @Test
  void aReInviteThatComesAgainIsAnsweredByItsRepeated200() throws Exception {
    call("answer", "");
    String tag = acknowledge(caller.await("200 "), "answer");
    caller.cseq = 2;
    String again = caller.request("INVITE", "answer", tag, caller.branch(), "", Probe.OFFER);
    caller.raw(again);
    caller.await("200 ");
    caller.raw(again);
    assertTrue(Probe.header(caller.await("SIP/2.0 "), "CSeq").equals("2 INVITE"));
    assertFalse(caller.await("SIP/2.0 ").startsWith("SIP/2.0 500"));
    caller.raw(caller.request("ACK", "answer", tag, caller.branch(), "", ""));
    caller.cseq = 1;
    caller.raw(caller.request("OPTIONS", "answer", tag, caller.branch(), "", ""));
    caller.await("500 CSeq Out Of Order");
  }
}
