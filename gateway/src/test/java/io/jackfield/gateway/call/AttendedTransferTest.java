package io.jackfield.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.sim.SimParty;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * sip-pbx.md, "transfer", with Replaces: two calls become one, or a party takes another's place.
 */
class AttendedTransferTest {

  private static final Signal BYE = new Signal.HangUp(Failure.of(Reason.SIP_BYE));

  private final CallBench bench = new CallBench();
  private final SimParty ana = bench.caller;
  private final SimParty bo = bench.endpoint("1001");
  private final SimParty cy = bench.endpoint("1002");
  private final CallId first = bench.up(bo, "1001", CallBench.PHONE, CallBench.PHONE);

  /** Ana has a second call, which she has placed herself. */
  private CallId second() {
    CallId call = bench.place("1002", CallBench.PHONE, Optional.empty(), ana);
    bench.says(call, cy, CallBench.accepted(CallBench.PHONE));
    return call;
  }

  private Signal.TransferState told(SimParty party) {
    return party.first(Signal.TransferState.class).orElseThrow();
  }

  @Test
  void theOtherSidesOfTwoCallsTalkWithEachOther() {
    CallId second = second();
    bench.says(first, ana, Signal.Hold.SILENT);
    bench.says(first, ana, new Signal.Join(second, LegId.CALLER));
    assertEquals(Signal.TransferState.Step.DONE, told(ana).step());
    assertEquals(2, ana.count(Signal.HangUp.class), "she is out of both calls");
    Signal.Moved moved = cy.first(Signal.Moved.class).orElseThrow();
    assertEquals(first, moved.call());
    assertFalse(cy.toldTheEnd());
    assertFalse(bo.toldTheEnd());
    assertEquals(1, bo.count(Signal.Unhold.class));
    assertFalse(bench.world.service.calls().exists(second));
    assertEquals(
        "transferred", bench.last(second, "hangup").get("reason") == null ? "" : "transferred");
    bench.says(first, cy, new Signal.Dtmf('3'));
    assertEquals("3", bench.last(first, "dtmf").get("digit"));
    bench.says(first, bo, BYE);
    assertEquals(1, cy.count(Signal.HangUp.class));
    assertEquals(2, bench.world.records.size());
    assertEquals("attended", bench.world.records.get(1).transfers().get(0).kind());
    bench.assertNothingLeft();
  }

  @Test
  void theTransferorMayHaveBeenCalledInBoth() {
    SimParty dan = new SimParty();
    CallId second = bench.place("1001", CallBench.PHONE, Optional.empty(), dan);
    bench.says(second, bo, CallBench.accepted(CallBench.PHONE));
    bench.says(first, bo, new Signal.Join(second, bo.legIn(second).orElseThrow()));
    assertEquals(Signal.TransferState.Step.DONE, told(bo).step());
    assertEquals(1, dan.count(Signal.Moved.class));
    assertEquals(1, ana.count(Signal.Transferred.class));
    bench.says(first, dan, BYE);
    assertEquals(1, ana.count(Signal.HangUp.class));
    bench.assertNothingLeft();
  }

  @Test
  void aCallThatIsNotThereOrNotUpGivesNobodyAway() {
    bench.says(first, ana, new Signal.Join(new CallId("none"), LegId.CALLER));
    assertEquals("call_not_found", told(ana).failure().orElseThrow().name());
    CallId ringing = bench.place("1002", CallBench.PHONE, Optional.empty(), ana);
    ana.heard.clear();
    bench.says(first, ana, new Signal.Join(ringing, LegId.CALLER));
    assertEquals("invalid_state", told(ana).failure().orElseThrow().name());
    assertFalse(cy.toldTheEnd());
    assertEquals(
        Reason.INVALID_OPERATION,
        CallBench.reasonOf(bench.signal(first, ana, new Signal.Join(first, LegId.CALLER))));
    bench.says(first, bo, BYE);
    bench.says(ringing, ana, BYE);
    bench.assertNothingLeft();
  }

  @Test
  void aPartyThatNobodyWantsAnyMoreIsReleased() {
    CallId second = second();
    bench.world.service.calls().signal(first, LegId.CALLER, new Signal.Join(second, LegId.CALLER));
    bench.world.service.calls().signal(first, bo.legIn(first).orElseThrow(), BYE);
    bench.world.time.settle();
    assertTrue(cy.toldTheEnd(), cy.heard.toString());
    bench.assertNothingLeft();
  }

  private CompletionStage<Void> replace(LegId leg, SimParty by) {
    Destination destination =
        new Destination("sip", "1000", SdpKind.RTP, false, Duration.ZERO, Optional.empty(), by);
    CompletionStage<Void> outcome =
        bench
            .world
            .service
            .calls()
            .replace(
                first,
                leg,
                destination,
                new PartyInfo(Optional.of("Ana"), Optional.of("1000"), Map.of()),
                CallBench.PHONE);
    bench.world.time.settle();
    return outcome;
  }

  @Test
  void aPartyThatComesByItselfTakesAnothersPlace() {
    SimParty again = new SimParty();
    replace(LegId.CALLER, again).toCompletableFuture().join();
    assertTrue(again.first(Signal.Accepted.class).orElseThrow().answer().isPresent());
    assertEquals(1, ana.count(Signal.HangUp.class));
    assertFalse(bo.toldTheEnd());
    bench.says(first, again, BYE);
    assertEquals(1, bo.count(Signal.HangUp.class));
    assertEquals("replaced", bench.world.records.get(0).transfers().get(0).kind());
    bench.assertNothingLeft();
  }

  @Test
  void anOfferThatFitsNobodyLeavesTheCallAsItWas() {
    bench.world.engine.refuse("createAnswer id-");
    SimParty again = new SimParty();
    assertTrue(replace(LegId.CALLER, again).toCompletableFuture().isCompletedExceptionally());
    assertFalse(ana.toldTheEnd());
    assertFalse(bo.toldTheEnd());
    assertEquals(0, again.count(Signal.Accepted.class));
  }
}
