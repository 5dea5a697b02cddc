package io.jackfield.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.sim.SimParty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** sip-pbx.md, "DTMF": one event a digit; out: what that leg understands. */
class DigitsTest {

  private final CallBench bench = new CallBench();
  private final SimParty callee = bench.endpoint("1001");

  @Test
  void aSaidDigitIsSentInMediaToWhoeverTakesItThere() {
    CallId call = bench.up(callee, "1001", CallBench.PLAIN, CallBench.PHONE);
    bench.says(call, bench.caller, new Signal.Dtmf('a'));
    assertEquals(Map.of("digit", "A", "by", "caller"), bench.last(call, "dtmf"));
    assertEquals(1, bench.logged("sendDtmf:A " + bench.session(call, "callee_session_id")));
    assertEquals(0, callee.count(Signal.Dtmf.class));
    assertEquals(
        1,
        bench.world.eventsOf(bench.session(call, "caller_session_id").value()).stream()
            .filter("info"::equals)
            .count());
  }

  @Test
  void aPartyWithoutTelephoneEventsHearsItInSignalling() {
    CallId call = bench.up(callee, "1001", CallBench.PHONE, CallBench.PLAIN);
    bench.says(call, bench.caller, new Signal.Dtmf('7'));
    assertEquals('7', callee.first(Signal.Dtmf.class).orElseThrow().digit());
    assertEquals(0, bench.logged("sendDtmf"));
  }

  @Test
  void aDigitInMediaIsOneEventAndIsNotSentTwice() {
    CallId call = bench.up(callee, "1001", CallBench.PHONE, CallBench.PHONE);
    bench.world.engine.observer(bench.session(call, "callee_session_id")).onDtmf('#');
    bench.world.time.settle();
    assertEquals(Map.of("digit", "#", "by", "callee"), bench.last(call, "dtmf"));
    assertEquals(List.of("accepted", "dtmf"), bench.world.eventsOf(call.value()));
    assertEquals(0, bench.logged("sendDtmf"));
    assertEquals(0, bench.caller.count(Signal.Dtmf.class));
  }

  @Test
  void aDigitInMediaIsSaidToWhoeverCannotTakeItThere() {
    CallId call = bench.up(callee, "1001", CallBench.PLAIN, CallBench.PHONE);
    bench.world.engine.observer(bench.session(call, "callee_session_id")).onDtmf('5');
    bench.world.time.settle();
    assertEquals('5', bench.caller.first(Signal.Dtmf.class).orElseThrow().digit());
  }

  @Test
  void withoutAnEngineDigitsGoFromSignallingToSignalling() {
    CallId call = bench.place("1001", CallBench.PHONE, Optional.of("p2p"), bench.caller);
    bench.says(call, callee, CallBench.accepted(CallBench.PHONE));
    bench.says(call, callee, new Signal.Dtmf('0'));
    assertEquals(1, bench.caller.count(Signal.Dtmf.class));
    assertEquals(Map.of("digit", "0", "by", "callee"), bench.last(call, "dtmf"));
  }

  @Test
  void whatIsNoDigitOrComesTooEarlyIsRefused() {
    CallId call = bench.place("1001");
    assertEquals(
        Reason.INVALID_STATE,
        CallBench.reasonOf(bench.signal(call, bench.caller, new Signal.Dtmf('1'))));
    bench.says(call, callee, CallBench.accepted(CallBench.PHONE));
    assertEquals(
        Reason.INVALID_VALUE,
        CallBench.reasonOf(bench.signal(call, bench.caller, new Signal.Dtmf('x'))));
  }
}
