package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.signal.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** sip-pbx.md, "hold" and "DTMF", between two phones: what one says is told to the other. */
class HoldTest {

  private Testbed bed;
  private Probe caller;
  private Probe phone;
  private String tag;
  private String invite;

  @BeforeEach
  void connect() throws Exception {
    bed = Testbed.open();
    caller = new Probe(bed.udp);
    phone = new Probe(bed.udp);
    phone.raw(phone.request("REGISTER", "1001", "", phone.branch(), "Expires: 600\r\n", ""));
    phone.await("200 ");
    caller.raw(caller.request("INVITE", "1001", "", caller.branch(), "", Probe.OFFER));
    invite = phone.await("INVITE ");
    phone.raw(phone.reply(invite, "200 OK", "phone", "", ScriptedCalls.ANSWER));
    phone.await("ACK ");
    tag = Probe.tag(Probe.header(caller.await("200 "), "To"));
    caller.raw(caller.request("ACK", "1001", tag, caller.branch(), "", ""));
  }

  @AfterEach
  void close() throws Exception {
    caller.close();
    phone.close();
    bed.close();
  }

  private void reinvite(String direction) throws Exception {
    reinvite(direction, "");
  }

  private void reinvite(String direction, String answered) throws Exception {
    caller.cseq++;
    String offer = Probe.OFFER.replace("sendrecv", direction);
    caller.raw(caller.request("INVITE", "1001", tag, caller.branch(), "", offer));
    String ok = caller.await("200 ");
    assertTrue(ok.contains("a=" + answered), ok);
    caller.raw(caller.request("ACK", "1001", tag, caller.branch(), "", ""));
  }

  private String told(String direction, String answer) throws Exception {
    String again = phone.await("INVITE ");
    assertTrue(again.contains("a=" + direction + "\r\n"), again);
    phone.raw(
        phone.reply(again, "200 OK", "", "", ScriptedCalls.ANSWER.replace("sendrecv", answer)));
    assertEquals(
        Probe.header(again, "CSeq").split(" ")[0],
        Probe.header(phone.await("ACK "), "CSeq").split(" ")[0]);
    return again;
  }

  @Test
  void aHoldReachesTheOtherPhoneByItsDirectionAndSoDoesItsEnd() throws Exception {
    reinvite("sendonly");
    assertEquals(new Signal.Hold(true, false), bed.calls.await(Signal.Hold.class));
    String held = told("sendonly", "recvonly");
    reinvite("sendrecv");
    String resumed = told("sendrecv", "sendrecv");
    assertTrue(version(resumed) > version(held), resumed);
    assertTrue(phone.silent(300), "told once");
  }

  private static long version(String message) {
    return Long.parseLong(message.replaceAll("(?s).*o=\\S+ \\S+ (\\d+) .*", "$1"));
  }

  @Test
  void aHeldPhoneThatResumesItsOwnHoldStaysHeld() throws Exception {
    reinvite("inactive");
    assertEquals(Signal.Hold.SILENT, bed.calls.await(Signal.Hold.class));
    told("sendonly", "recvonly");
    phone.cseq = 1;
    String offer = ScriptedCalls.ANSWER.replace("o=- 7 1", "o=- 7 2");
    phone.raw(fromPhone("INVITE", 1, offer));
    String ok = phone.await("200 ");
    assertTrue(ok.contains("a=sendonly"), ok);
  }

  @Test
  void aCrossedReinviteIsTriedAgain() throws Exception {
    reinvite("inactive");
    String first = phone.await("INVITE ");
    phone.raw(phone.reply(first, "491 Request Pending", "", "", ""));
    phone.await("ACK ");
    // RFC 3261 14.1: between 2.1 and 4 s, since we made the Call-ID.
    told("sendonly", "recvonly");
  }

  @Test
  void aPhoneThatWillNotBeToldStaysInTheCall() throws Exception {
    reinvite("inactive");
    String first = phone.await("INVITE ");
    phone.raw(phone.reply(first, "488 Not Acceptable Here", "", "", ""));
    phone.await("ACK ");
    assertTrue(phone.silent(300));
    reinvite("sendrecv");
    told("sendrecv", "sendrecv");
    assertFalse(bed.calls.live.isEmpty());
  }

  @Test
  void aDigitForAPhoneWithoutTelephoneEventsIsAnInfo() throws Exception {
    ScriptedCalls.Call call = bed.calls.live.values().iterator().next();
    call.toCallee(new Signal.Dtmf('#'));
    String info = phone.await("INFO ");
    assertTrue(Probe.header(info, "Content-Type").contains("application/dtmf-relay"), info);
    assertTrue(info.contains("Signal=#\r\nDuration="), info);
    phone.raw(phone.reply(info, "200 OK", "", "", ""));
  }

  private String fromPhone(String method, int cseq, String body) {
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
        + ">\r\nContent-Type: application/sdp\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
