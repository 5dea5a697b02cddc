package io.jackfield.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.sim.SimParty;
import io.jackfield.gateway.store.CallRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** sip-pbx.md, "transfer": somebody else is called for the party that stays. */
class BlindTransferTest {

  private static final Signal BYE = new Signal.HangUp(Failure.of(Reason.SIP_BYE));

  private final CallBench bench = new CallBench();
  private final SimParty ana = bench.caller;
  private final SimParty bo = bench.endpoint("1001");
  private final SimParty cy = bench.endpoint("1002");

  private CallId up() {
    return bench.up(bo, "1001", CallBench.PHONE, CallBench.PHONE);
  }

  private List<Signal.TransferState.Step> steps(SimParty party) {
    return party.heard.stream()
        .filter(Signal.TransferState.class::isInstance)
        .map(s -> ((Signal.TransferState) s).step())
        .toList();
  }

  @Test
  void theCalledPartyTransfersTheCaller() {
    CallId call = up();
    bench.says(call, bo, new Signal.Transfer("1002"));
    Signal.Invite invite = cy.first(Signal.Invite.class).orElseThrow();
    assertEquals("1000", invite.caller().number().orElseThrow());
    bench.says(call, cy, new Signal.Ringing(PartyInfo.UNKNOWN));
    assertFalse(bo.toldTheEnd());
    bench.says(call, cy, CallBench.accepted(CallBench.PHONE));
    assertEquals(
        List.of(Signal.TransferState.Step.RINGING, Signal.TransferState.Step.DONE), steps(bo));
    assertEquals("transferred", bo.first(Signal.HangUp.class).orElseThrow().failure().name());
    assertEquals(1, cy.count(Signal.AcceptConfirmed.class));
    assertEquals(
        "1002", ana.first(Signal.Transferred.class).orElseThrow().other().number().orElseThrow());
    SessionId caller = bench.session(call, "caller_session_id");
    SessionId callee = bench.session(call, "callee_session_id");
    assertEquals(1, bench.logged("setType:bridge " + callee), bench.world.engine.log().toString());
    assertFalse(ana.toldTheEnd());
    assertEquals(2, bench.world.service.counts().sessions(), caller.value());
    bench.says(call, cy, BYE);
    assertTrue(ana.toldTheEnd());
    assertEquals(1, bo.count(Signal.HangUp.class));
    CallRecord record = bench.world.records.get(0);
    assertEquals("user:1002", record.reached().orElseThrow());
    assertEquals("callee", record.endedBy());
    assertEquals("blind", record.transfers().get(0).kind());
    assertEquals("callee", record.transfers().get(0).by());
    assertEquals("done", record.transfers().get(0).outcome());
    bench.assertNothingLeft();
  }

  @Test
  void theCallerTransfersTheCalledPartyAndMayBeTransferredItself() {
    CallId call = up();
    bench.says(call, ana, new Signal.Transfer("1002"));
    bench.says(call, cy, CallBench.accepted(CallBench.PHONE));
    assertEquals("transferred", ana.first(Signal.HangUp.class).orElseThrow().failure().name());
    assertEquals("1001", cy.first(Signal.Invite.class).orElseThrow().caller().number().get());
    assertFalse(bo.toldTheEnd());
    // The third party is in the caller's place now: what it does is done by the caller.
    bench.says(call, cy, Signal.Hold.SILENT);
    assertEquals("caller", bench.last(call, "hold").get("by"));
    assertEquals(1, bo.count(Signal.Hold.class));
    assertEquals(
        Reason.ALREADY_ANSWERED, CallBench.reasonOf(bench.signal(call, ana, new Signal.Unhold())));
    SimParty dan = bench.endpoint("1003");
    bench.says(call, cy, new Signal.Transfer("1003"));
    bench.says(call, dan, CallBench.accepted(CallBench.PHONE));
    assertTrue(cy.toldTheEnd());
    assertEquals(1, bo.count(Signal.Unhold.class), "the holder has left");
    bench.says(call, bo, BYE);
    assertTrue(dan.toldTheEnd());
    assertEquals(2, bench.world.records.get(0).transfers().size());
    bench.assertNothingLeft();
  }

  @Test
  void nobodyWantsToAndTheTransferorHasTheCallAgain() {
    CallId call = up();
    bench.says(call, ana, new Signal.Transfer("1002"));
    bench.says(call, cy, new Signal.Rejected(Failure.of(Reason.USER_BUSY)));
    Signal.TransferState told = ana.first(Signal.TransferState.class).orElseThrow();
    assertEquals(Signal.TransferState.Step.FAILED, told.step());
    assertEquals("user_busy", told.failure().orElseThrow().name());
    assertEquals("failed", bench.last(call, "transfer").get("state"));
    assertFalse(ana.toldTheEnd());
    bench.says(call, ana, new Signal.Dtmf('1'));
    assertEquals(1, bench.logged("sendDtmf:1"));
    bench.says(call, ana, new Signal.Transfer("4711"));
    assertEquals(
        List.of(Signal.TransferState.Step.FAILED, Signal.TransferState.Step.FAILED), steps(ana));
    bench.says(call, ana, BYE);
    assertEquals("user_busy", bench.world.records.get(0).transfers().get(0).outcome());
    bench.assertNothingLeft();
  }

  @Test
  void aTargetThatDoesNotAnswerIsGivenUp() {
    CallId call = up();
    bench.says(call, ana, new Signal.Transfer("1002"));
    bench.world.time.advance(Duration.ofSeconds(31));
    assertEquals("ring_timeout", cy.first(Signal.Cancel.class).orElseThrow().failure().name());
    assertEquals(List.of(Signal.TransferState.Step.FAILED), steps(ana));
    assertFalse(bo.toldTheEnd());
  }

  @Test
  void theTransferorMayLeaveAtOnce() {
    CallId call = up();
    bench.says(call, bo, new Signal.Transfer("1002"));
    bench.says(call, bo, BYE);
    assertFalse(ana.toldTheEnd());
    assertFalse(cy.toldTheEnd());
    bench.says(call, cy, CallBench.accepted(CallBench.PHONE));
    assertEquals(0, bo.count(Signal.HangUp.class));
    assertEquals(1, ana.count(Signal.Transferred.class));
    bench.says(call, ana, BYE);
    assertEquals(1, cy.count(Signal.HangUp.class));
    bench.assertNothingLeft();
  }

  @Test
  void withTheTransferorGoneAFailureEndsTheCall() {
    CallId call = up();
    bench.says(call, ana, new Signal.Transfer("1002"));
    bench.says(call, ana, BYE);
    bench.says(call, cy, new Signal.Rejected(Failure.of(Reason.USER_BUSY)));
    assertEquals("user_busy", bo.first(Signal.HangUp.class).orElseThrow().failure().name());
    assertEquals(0, ana.count(Signal.HangUp.class));
    assertEquals(1, bench.world.records.size());
    bench.assertNothingLeft();
  }

  @Test
  void whoeverStaysMayLeaveMeanwhile() {
    CallId call = up();
    bench.says(call, ana, new Signal.Transfer("1002"));
    bench.says(call, bo, BYE);
    assertEquals(1, ana.count(Signal.HangUp.class));
    assertEquals("originator_cancel", cy.first(Signal.Cancel.class).get().failure().name());
    assertEquals("sip_bye", bench.world.records.get(0).transfers().get(0).outcome());
    bench.assertNothingLeft();
  }

  @Test
  void ofSeveralTheFirstThatAcceptsIsJoined() {
    SimParty other = bench.endpoint("1002");
    CallId call = up();
    bench.says(call, ana, new Signal.Transfer("1002"));
    bench.says(call, other, CallBench.accepted(CallBench.PHONE));
    assertEquals(
        Reason.ALREADY_ANSWERED,
        CallBench.reasonOf(bench.signal(call, cy, CallBench.accepted(CallBench.PHONE))));
    assertTrue(cy.toldTheEnd());
    assertEquals(1, other.count(Signal.AcceptConfirmed.class));
  }

  @Test
  void whoeverAcceptsAndLeavesBeforeItIsJoinedMakesWayForTheNext() {
    SimParty other = bench.endpoint("1002");
    CallId call = up();
    bench.says(call, ana, new Signal.Transfer("1002"));
    CompletionStage<Void> accepting =
        bench
            .world
            .service
            .calls()
            .signal(call, cy.legIn(call).orElseThrow(), CallBench.accepted(CallBench.PHONE));
    bench.says(call, cy, BYE);
    assertEquals(Reason.CALL_ERROR, CallBench.reasonOf(accepting));
    assertEquals(List.of(), steps(ana), "the other one still rings");
    bench.says(call, other, CallBench.accepted(CallBench.PHONE));
    assertEquals(List.of(Signal.TransferState.Step.DONE), steps(ana));
    bench.says(call, bo, BYE);
    assertEquals(1, other.count(Signal.HangUp.class));
    bench.assertNothingLeft();
  }

  @Test
  void anApplicationMayBeTheTarget() {
    CallId call = up();
    bench.says(call, ana, new Signal.Transfer("9196"));
    assertEquals(List.of(Signal.TransferState.Step.DONE), steps(ana));
    assertEquals(1, bench.logged("setType:echo"));
    assertFalse(bo.toldTheEnd());
    assertEquals(1, bench.world.service.counts().sessions());
    bench.says(call, bo, BYE);
    assertEquals(1, bench.world.records.size());
    bench.assertNothingLeft();
  }

  @Test
  void aConferenceThatIsNotThereYetIsMadeForWhomIsTransferredThere() {
    CallId call = up();
    assertEquals(0, bench.world.service.counts().rooms());
    bench.says(call, ana, new Signal.Transfer("3000"));
    assertEquals(List.of(Signal.TransferState.Step.DONE), steps(ana));
    assertEquals(1, bench.logged("setType:mcu"));
    assertEquals(1, bench.world.service.counts().rooms());
    assertFalse(bo.toldTheEnd());
    bench.says(call, bo, BYE);
    assertEquals(1, bench.world.records.size());
  }

  @Test
  void whatCannotBeIsRefused() {
    CallId call = bench.place("1001");
    assertEquals(
        Reason.INVALID_STATE,
        CallBench.reasonOf(bench.signal(call, ana, new Signal.Transfer("1002"))));
    bench.says(call, bo, CallBench.accepted(CallBench.PHONE));
    assertEquals(
        Reason.MISSING_FIELD,
        CallBench.reasonOf(bench.signal(call, ana, new Signal.Transfer(" "))));
    bench.says(call, ana, new Signal.Transfer("1002"));
    assertEquals(
        Reason.INVALID_STATE,
        CallBench.reasonOf(bench.signal(call, bo, new Signal.Transfer("1002"))));
    bench.says(call, ana, BYE);
    SimParty eve = new SimParty();
    CallId direct = bench.place("1002", CallBench.PHONE, Optional.of("p2p"), eve);
    bench.says(direct, cy, CallBench.accepted(CallBench.PHONE));
    assertEquals(
        Reason.INVALID_OPERATION,
        CallBench.reasonOf(bench.signal(direct, eve, new Signal.Transfer("1001"))));
  }

  @Test
  void twoServersThatTransferToEachOtherStopSomeTime() {
    CallId call = up();
    Optional<Reason> refused = Optional.empty();
    for (int i = 0; i < 30 && refused.isEmpty(); i++) {
      var asked = bench.signal(call, ana, new Signal.Transfer("4711"));
      if (asked.toCompletableFuture().isCompletedExceptionally()) {
        refused = Optional.of(CallBench.reasonOf(asked));
      }
    }
    assertEquals(Optional.of(Reason.INVALID_OPERATION), refused);
    assertFalse(ana.toldTheEnd());
  }
}
