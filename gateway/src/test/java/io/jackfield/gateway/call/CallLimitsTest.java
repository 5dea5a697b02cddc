package io.jackfield.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.limit.CallCap;
import io.jackfield.gateway.limit.CallLimits;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.sim.SimParty;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** sip-pbx.md, "limits": {@code max_calls} and {@code max_cps} of a service and of users. */
class CallLimitsTest {

  private final CallBench bench = new CallBench();

  private void limit(CallCap service, Map<String, CallCap> users) {
    bench.world.service.limit(new CallLimits(service, users, bench.world.time));
  }

  private CompletionStage<CallId> placed(String callee, String origin, SimParty caller) {
    PlaceCall call =
        PlaceCall.of(
                "sip",
                callee,
                Optional.of(CallBench.PLAIN),
                SdpKind.RTP,
                PartyInfo.UNKNOWN,
                Optional.empty())
            .from(origin);
    CompletionStage<CallId> stage = bench.world.service.calls().place(call, caller);
    bench.world.time.settle();
    return stage;
  }

  private void hangUp(CallId call) {
    bench.world.service.calls().hangup(call, Failure.of(Reason.API_HANGUP));
    bench.world.time.settle();
  }

  @Test
  void aFullServiceRefusesACallUntilOneEnds() {
    limit(new CallCap(1, 0), Map.of());
    SimParty callee = bench.endpoint("1001");
    CallId first = bench.up(callee, "1001", CallBench.PLAIN, CallBench.PLAIN);
    CompletionStage<CallId> second = placed("1001", "", new SimParty());
    assertEquals(Reason.CALL_LIMIT, CallBench.reasonOf(second));
    assertEquals(503, Failure.of(Reason.CALL_LIMIT).sipStatus());
    hangUp(first);
    assertTrue(placed("1001", "", new SimParty()).toCompletableFuture().join() != null);
  }

  @Test
  void aCallThatIsRefusedKeepsNoPlace() {
    limit(new CallCap(1, 0), Map.of());
    bench.endpoint("1001");
    assertEquals(
        Reason.UNKNOWN_BACKEND,
        CallBench.reasonOf(bench.world.service.calls().place(unknownBackend(), new SimParty())));
    assertTrue(placed("1001", "", new SimParty()).toCompletableFuture().join() != null);
  }

  private static PlaceCall unknownBackend() {
    return PlaceCall.of(
        "sip",
        "kms:1001",
        Optional.of(CallBench.PLAIN),
        SdpKind.RTP,
        PartyInfo.UNKNOWN,
        Optional.empty());
  }

  @Test
  void aSecondHasOnlySoManyCalls() {
    limit(new CallCap(0, 2), Map.of());
    bench.endpoint("1001");
    placed("1001", "", new SimParty());
    placed("1001", "", new SimParty());
    assertEquals(Reason.CALL_LIMIT, CallBench.reasonOf(placed("1001", "", new SimParty())));
  }

  @Test
  void aUserInEnoughCallsIsBusyForOthers() {
    limit(CallCap.NONE, Map.of("1001", new CallCap(1, 0)));
    SimParty callee = bench.endpoint("1001");
    CallId first = bench.up(callee, "1001", CallBench.PLAIN, CallBench.PLAIN);
    SimParty second = new SimParty();
    placed("1001", "", second);
    Failure why = second.first(Signal.HangUp.class).orElseThrow().failure();
    assertTrue(why.is(Reason.USER_BUSY), why.toString());
    assertEquals(486, why.sipStatus());
    hangUp(first);
    SimParty third = new SimParty();
    placed("1001", "", third);
    assertEquals(0, third.count(Signal.HangUp.class));
  }

  @Test
  void aUserInEnoughCallsCannotPlaceAnother() {
    limit(CallCap.NONE, Map.of("1000", new CallCap(1, 0)));
    bench.endpoint("1001");
    placed("1001", "user:1000", new SimParty());
    assertEquals(Reason.USER_BUSY, CallBench.reasonOf(placed("1001", "user:1000", new SimParty())));
    assertTrue(
        placed("1001", "user:1002", new SimParty()).toCompletableFuture().join() != null,
        "others can");
  }

  @Test
  void aUserBeginsOnlySoManyCallsASecond() {
    limit(CallCap.NONE, Map.of("1000", new CallCap(0, 1)));
    bench.endpoint("1001");
    placed("1001", "user:1000", new SimParty());
    assertEquals(Reason.USER_BUSY, CallBench.reasonOf(placed("1001", "user:1000", new SimParty())));
  }
}
