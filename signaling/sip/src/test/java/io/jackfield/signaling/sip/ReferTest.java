package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.signal.Signal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfers by REFER (RFC 3515, 5589) and takeovers by Replaces (RFC 3891). */
class ReferTest {

  private Testbed bed;
  private Probe caller;
  private String tag;

  @BeforeEach
  void connect() throws Exception {
    bed = Testbed.open();
    caller = new Probe(bed.udp);
    tag = call(caller);
  }

  @AfterEach
  void close() throws Exception {
    caller.close();
    bed.close();
  }

  private static String call(Probe from) throws Exception {
    from.raw(from.request("INVITE", "answer", "", from.branch(), "", Probe.OFFER));
    String ok = from.await("200 ");
    assertTrue(Probe.header(ok, "Allow").contains("REFER"), ok);
    assertTrue(Probe.header(ok, "Supported").contains("replaces"), ok);
    String tag = Probe.tag(Probe.header(ok, "To"));
    from.raw(from.request("ACK", "answer", tag, from.branch(), "", ""));
    return tag;
  }

  private void refer(String headers) throws Exception {
    caller.cseq++;
    caller.raw(caller.request("REFER", "answer", tag, caller.branch(), headers, ""));
  }

  /** The next NOTIFY, answered. */
  private String notified(String status, String state) throws Exception {
    String notify = caller.await("NOTIFY ");
    assertTrue(notify.contains("\r\n\r\nSIP/2.0 " + status), notify);
    assertTrue(Probe.header(notify, "Subscription-State").startsWith(state), notify);
    assertTrue(Probe.header(notify, "Content-Type").startsWith("message/sipfrag"), notify);
    caller.raw(caller.reply(notify, "200 OK", "", "", ""));
    return notify;
  }

  private void tell(Signal signal) {
    bed.calls.live.values().iterator().next().toCaller(signal);
  }

  private static Signal.TransferState state(
      Signal.TransferState.Step step, Optional<Failure> failure) {
    return new Signal.TransferState(step, failure);
  }

  @Test
  void aTransferIsToldStepByStepAndEndsWithOurBye() throws Exception {
    refer("Refer-To: <sip:1002@jackfield>\r\nReferred-By: <sip:1000@jackfield>\r\n");
    assertEquals("1002", bed.calls.await(Signal.Transfer.class).target());
    caller.await("202 ");
    assertEquals("refer", Probe.header(notified("100 Trying", "active"), "Event"));
    tell(state(Signal.TransferState.Step.RINGING, Optional.empty()));
    notified("180 Ringing", "active");
    tell(state(Signal.TransferState.Step.DONE, Optional.empty()));
    tell(new Signal.HangUp(Failure.of(Reason.TRANSFERRED)));
    notified("200 OK", "terminated");
    String bye = caller.await("BYE ");
    caller.raw(caller.reply(bye, "200 OK", "", "", ""));
  }

  @Test
  void aTransferThatFailsLeavesTheCallAndMayBeTriedAgain() throws Exception {
    refer("Refer-To: <sip:1002@jackfield>\r\n");
    caller.await("202 ");
    notified("100 Trying", "active");
    tell(state(Signal.TransferState.Step.FAILED, Optional.of(Failure.of(Reason.USER_BUSY))));
    notified("486 Busy here", "terminated");
    refer("Refer-To: <sip:1003@jackfield>\r\n");
    caller.await("202 ");
    String again = notified("100 Trying", "active");
    assertTrue(Probe.header(again, "Event").startsWith("refer;id="), again);
    assertEquals(1, bed.calls.live.size());
  }

  @ParameterizedTest
  @CsvSource({
    "<sip:1002@jackfield>, 1002",
    "sip:1002@jackfield;tag=x, 1002",
    "\"Cy\" <sip:1002@jackfield;transport=ws>, 1002",
    "<sip:ann%40x@jackfield>, ann@x",
    "<sip:ann@elsewhere.example>, sip:ann@elsewhere.example",
    "<tel:+4930123;phone-context=x>, +4930123"
  })
  void theTargetIsWhatACallerWouldDial(String referTo, String target) throws Exception {
    refer("Refer-To: " + referTo + "\r\n");
    assertEquals(target, bed.calls.await(Signal.Transfer.class).target());
  }

  @ParameterizedTest
  @CsvSource({
    "X-None: 1, 400",
    "Refer-To: <sip:jackfield>, 400",
    "Refer-To: <http://x.example>, 400",
    "Refer-To: <sip:1002@jackfield;method=BYE>, 400",
    "Refer-To: <sip:nobody@jackfield>, 603"
  })
  void aReferThatNamesNobodyToCallIsRefused(String header, String status) throws Exception {
    refer(header + "\r\n");
    caller.await(status + " ");
    assertTrue(caller.silent(200), "no NOTIFY follows");
  }

  @Test
  void withoutASubscriptionNothingIsNotified() throws Exception {
    refer("Refer-To: <sip:1002@jackfield>\r\nRefer-Sub: false\r\n");
    assertEquals("false", Probe.header(caller.await("202 "), "Refer-Sub"));
    tell(state(Signal.TransferState.Step.DONE, Optional.empty()));
    tell(new Signal.HangUp(Failure.of(Reason.TRANSFERRED)));
    caller.await("BYE ");
  }

  @Test
  void aReferOutsideACallIsRefused() throws Exception {
    try (Probe other = new Probe(bed.udp)) {
      other.raw(
          other.request(
              "REFER", "1000", "", other.branch(), "Refer-To: <sip:1@jackfield>\r\n", ""));
      other.await("481 ");
    }
  }

  @Test
  void withReplacesTheOtherSidesOfTwoCallsAreJoined() throws Exception {
    try (Probe second = new Probe(bed.udp)) {
      String otherTag = call(second);
      String replaces =
          URLEncoder.encode(
              second.callId + ";to-tag=" + otherTag + ";from-tag=" + second.fromTag,
              StandardCharsets.UTF_8);
      refer("Refer-To: <sip:answer@jackfield?Replaces=" + replaces + ">\r\n");
      Signal.Join join = bed.calls.await(Signal.Join.class);
      assertTrue(bed.calls.live.containsKey(join.call()));
      assertEquals(LegId.CALLER, join.leg());
      caller.await("202 ");
    }
  }

  @Test
  void replacesOfACallThatIsNotOursIsRefused() throws Exception {
    refer("Refer-To: <sip:1@jackfield?Replaces=x%3Bto-tag%3Da%3Bfrom-tag%3Db>\r\n");
    caller.await("603 ");
  }

  private String replaces(String callId, String toTag, String fromTag) {
    return "Replaces: " + callId + ";to-tag=" + toTag + ";from-tag=" + fromTag + "\r\n";
  }

  @Test
  void anInviteWithReplacesTakesThePlaceOfALeg() throws Exception {
    try (Probe again = new Probe(bed.udp)) {
      String header = replaces(caller.callId, tag, caller.fromTag);
      again.raw(again.request("INVITE", "answer", "", again.branch(), header, Probe.OFFER));
      String ok = again.await("200 ");
      assertTrue(ok.endsWith(ScriptedCalls.ANSWER), ok);
      again.raw(
          again.request(
              "ACK", "answer", Probe.tag(Probe.header(ok, "To")), again.branch(), "", ""));
      assertEquals(LegId.CALLER, bed.calls.replaced.poll());
      caller.await("BYE ");
      again.cseq++;
      String itsTag = Probe.tag(Probe.header(ok, "To"));
      again.raw(again.request("BYE", "answer", itsTag, again.branch(), "", ""));
      again.await("200 ");
      bed.calls.await(Signal.HangUp.class);
    }
  }

  @Test
  void replacesThatNamesNoLegOfOursOrAnEarlyOneIsRefused() throws Exception {
    try (Probe again = new Probe(bed.udp)) {
      again.raw(
          again.request(
              "INVITE", "answer", "", again.branch(), replaces("x", "a", "b"), Probe.OFFER));
      again.await("481 ");
      again.cseq++;
      String early =
          replaces(caller.callId, tag, caller.fromTag).replace("\r\n", ";early-only\r\n");
      again.raw(again.request("INVITE", "answer", "", again.branch(), early, Probe.OFFER));
      again.await("486 ");
    }
    assertFalse(bed.calls.live.isEmpty());
  }
}
