package io.jackfield.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.sim.SimParty;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** sip-pbx.md, "early media", on engines that answer the caller late (embedded) and at once. */
class EarlyMediaTest {

  private static final Description MOVED =
      Description.of(CallBench.PHONE.sdp().orElseThrow().replace("5000", "6000"), SdpKind.RTP);

  private static Signal.EarlyMedia early(Description answer) {
    return new Signal.EarlyMedia(
        answer, new PartyInfo(Optional.of("Announcement"), Optional.empty(), Map.of()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theCallerHearsItAndKeepsItsAnswer(boolean lateAnswer) {
    CallBench bench = new CallBench(lateAnswer);
    SimParty callee = bench.endpoint("1001");
    CallId call = bench.place("1001");
    bench.says(call, callee, early(CallBench.PHONE));
    Signal.EarlyMedia told = bench.caller.first(Signal.EarlyMedia.class).orElseThrow();
    assertEquals("Announcement", told.callee().name().orElseThrow());
    assertEquals(0, bench.caller.count(Signal.Accepted.class));
    assertEquals(1, bench.logged("setType:bridge"));
    bench.says(call, callee, CallBench.accepted(CallBench.PHONE));
    assertEquals(
        told.answer(), bench.caller.first(Signal.Accepted.class).orElseThrow().answer().get());
    assertEquals(1, callee.count(Signal.AcceptConfirmed.class));
    assertEquals(1, bench.logged("setAnswer"));
    assertEquals(1, bench.logged("createAnswer"));
    assertEquals(1, bench.logged("setType:bridge"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mediaThatMovesWithTheAnswerIsFollowed(boolean lateAnswer) {
    CallBench bench = new CallBench(lateAnswer);
    SimParty callee = bench.endpoint("1001");
    CallId call = bench.place("1001");
    bench.says(call, callee, early(CallBench.PHONE));
    bench.says(call, callee, CallBench.accepted(MOVED));
    assertEquals(1, bench.logged("renegotiate"));
    assertEquals(1, bench.caller.count(Signal.Accepted.class));
    assertEquals(1, callee.count(Signal.AcceptConfirmed.class));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theFirstIsHeardAndWhoeverAnswersFirstWins(boolean lateAnswer) {
    CallBench bench = new CallBench(lateAnswer);
    SimParty heard = bench.endpoint("1001");
    SimParty other = bench.endpoint("1001");
    CallId call = bench.place("1001");
    bench.says(call, heard, early(CallBench.PHONE));
    assertEquals(
        Reason.INVALID_OPERATION,
        CallBench.reasonOf(bench.signal(call, other, early(CallBench.PLAIN))));
    assertEquals(1, bench.caller.count(Signal.EarlyMedia.class));
    bench.says(call, other, CallBench.accepted(CallBench.PLAIN));
    assertTrue(heard.toldTheEnd());
    assertEquals(1, other.count(Signal.AcceptConfirmed.class));
    Description early = bench.caller.first(Signal.EarlyMedia.class).orElseThrow().answer();
    assertEquals(early, bench.caller.first(Signal.Accepted.class).orElseThrow().answer().get());
    assertEquals(2, bench.logged("setType:bridge"));
    bench.says(call, bench.caller, new Signal.HangUp(Failure.of(Reason.SIP_BYE)));
    bench.assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnnouncementThatEndsInARefusalMakesWayForTheNext(boolean lateAnswer) {
    CallBench bench = new CallBench(lateAnswer);
    SimParty first = bench.endpoint("1001");
    SimParty second = bench.endpoint("1001");
    CallId call = bench.place("1001");
    bench.says(call, first, early(CallBench.PHONE));
    bench.says(call, first, new Signal.Rejected(Failure.of(Reason.USER_BUSY)));
    bench.says(call, second, early(CallBench.PHONE));
    assertEquals(1, bench.caller.count(Signal.EarlyMedia.class));
    bench.says(call, second, CallBench.accepted(CallBench.PHONE));
    assertEquals(1, bench.caller.count(Signal.Accepted.class));
    bench.says(call, second, new Signal.HangUp(Failure.of(Reason.SIP_BYE)));
    bench.assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnnouncementMayAskForDigits(boolean lateAnswer) {
    CallBench bench = new CallBench(lateAnswer);
    SimParty callee = bench.endpoint("1001");
    CallId call = bench.place("1001");
    bench.says(call, callee, early(CallBench.PHONE));
    bench.says(call, bench.caller, new Signal.Dtmf('4'));
    assertEquals(1, bench.logged("sendDtmf:4"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutAnEngineTheDescriptionGoesOnAsItIs(boolean lateAnswer) {
    CallBench bench = new CallBench(lateAnswer);
    SimParty callee = bench.endpoint("1001");
    CallId call = bench.place("1001", CallBench.PHONE, Optional.of("p2p"), bench.caller);
    bench.says(call, callee, early(CallBench.PHONE));
    assertEquals(
        CallBench.PHONE, bench.caller.first(Signal.EarlyMedia.class).orElseThrow().answer());
    bench.says(call, callee, CallBench.accepted(MOVED));
    assertEquals(MOVED, bench.caller.first(Signal.Accepted.class).orElseThrow().answer().get());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAcceptWhileTheEngineIsAtItWaitsForThat(boolean lateAnswer) {
    CallBench bench = new CallBench(lateAnswer);
    SimParty callee = bench.endpoint("1001");
    SimParty other = bench.endpoint("1001");
    CallId call = bench.place("1001");
    bench.world.service.calls().signal(call, callee.leg().orElseThrow(), early(CallBench.PHONE));
    bench.says(call, other, CallBench.accepted(CallBench.PHONE));
    assertEquals(1, bench.caller.count(Signal.Accepted.class));
    assertEquals(1, other.count(Signal.AcceptConfirmed.class));
    assertTrue(callee.toldTheEnd());
    bench.says(call, bench.caller, new Signal.HangUp(Failure.of(Reason.SIP_BYE)));
    bench.assertNothingLeft();
  }
}
