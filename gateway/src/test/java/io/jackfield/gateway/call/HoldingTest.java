package io.jackfield.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.sim.SimParty;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** sip-pbx.md, "hold": a call state, reported on every protocol. */
class HoldingTest {

  private final CallBench bench = new CallBench();
  private final SimParty callee = bench.endpoint("1001");

  private CallId up() {
    return bench.up(callee, "1001", CallBench.PLAIN, CallBench.PLAIN);
  }

  @Test
  void theOtherSideIsToldAndEachChangeIsOneEvent() {
    CallId call = up();
    bench.says(call, bench.caller, Signal.Hold.SILENT);
    bench.says(call, bench.caller, Signal.Hold.SILENT);
    assertEquals(1, callee.count(Signal.Hold.class));
    assertEquals(0, bench.caller.count(Signal.Hold.class));
    assertEquals("caller", bench.last(call, "hold").get("by"));
    bench.says(call, bench.caller, new Signal.Unhold());
    bench.says(call, bench.caller, new Signal.Unhold());
    assertEquals(1, callee.count(Signal.Unhold.class));
    assertEquals(List.of("accepted", "hold", "unhold"), bench.world.eventsOf(call.value()));
  }

  @Test
  void aHolderHearsNothingAndIsNotHeard() {
    CallId call = up();
    SessionId caller = bench.session(call, "caller_session_id");
    SessionId other = bench.session(call, "callee_session_id");
    bench.says(call, bench.caller, Signal.Hold.SILENT);
    assertEquals(1, bench.logged("update:muted " + caller));
    assertEquals(1, bench.logged("update:muted " + other));
    assertEquals(1, bench.logged("held " + caller));
    assertEquals(0, bench.logged("held " + other));
    bench.says(call, bench.caller, new Signal.Unhold());
    assertEquals(1, bench.logged("update:heard " + caller));
    assertEquals(1, bench.logged("update:heard " + other));
    assertEquals(1, bench.logged("resumed " + caller));
  }

  @Test
  void musicOfTheHolderGoesOn() {
    CallId call = up();
    bench.says(call, callee, new Signal.Hold(true, false));
    assertEquals("callee", bench.last(call, "hold").get("by"));
    assertTrue(bench.caller.first(Signal.Hold.class).orElseThrow().plays());
    assertEquals(0, bench.logged("update:muted " + bench.session(call, "callee_session_id")));
    assertEquals(1, bench.logged("update:muted " + bench.session(call, "caller_session_id")));
  }

  @Test
  void aListenerThatSendsNothingGoesOnHearing() {
    CallId call = up();
    bench.says(call, callee, new Signal.Hold(false, true));
    assertEquals(1, bench.logged("update:muted " + bench.session(call, "callee_session_id")));
    assertEquals(0, bench.logged("update:muted " + bench.session(call, "caller_session_id")));
  }

  @Test
  void bothMayHoldAndTheCallGoesOnWhenNeitherDoes() {
    CallId call = up();
    SessionId caller = bench.session(call, "caller_session_id");
    bench.says(call, bench.caller, Signal.Hold.SILENT);
    bench.says(call, callee, Signal.Hold.SILENT);
    assertEquals(
        List.of("callee", "caller"),
        bench.world.service.calls().info(call).toCompletableFuture().join().get("held_by"));
    bench.says(call, bench.caller, new Signal.Unhold());
    assertEquals(0, bench.logged("update:heard " + caller));
    bench.says(call, callee, new Signal.Unhold());
    assertEquals(1, bench.logged("update:heard " + caller));
  }

  @Test
  void aMuteOfTheClientOutlivesAHold() {
    CallId call = up();
    SessionId caller = bench.session(call, "caller_session_id");
    MediaUpdate mute =
        new MediaUpdate(Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty());
    bench.world.service.sessions().updateMedia(caller, mute);
    bench.world.time.settle();
    bench.says(call, bench.caller, Signal.Hold.SILENT);
    bench.says(call, bench.caller, new Signal.Unhold());
    assertEquals(0, bench.logged("update:heard " + caller));
    assertEquals(3, bench.logged("update:muted " + caller));
  }

  @Test
  void nobodyHoldsACallThatIsNotUp() {
    CallId call = bench.place("1001");
    assertEquals(
        Reason.INVALID_STATE,
        CallBench.reasonOf(bench.signal(call, bench.caller, Signal.Hold.SILENT)));
    bench.says(call, callee, Signal.Hold.SILENT);
    assertEquals(List.of(), bench.world.eventsOf(call.value()));
  }

  @Test
  void withoutAnEngineTheClientsAreToldAndSeeToItThemselves() {
    CallId call = bench.place("1001", CallBench.PLAIN, Optional.of("p2p"), bench.caller);
    bench.says(call, callee, CallBench.accepted(CallBench.PLAIN));
    bench.says(call, callee, new Signal.Hold(true, false));
    assertEquals(1, bench.caller.count(Signal.Hold.class));
    assertEquals(0, bench.logged("update"));
  }

  @Test
  void aCallThatEndsOnHoldEndsLikeAnyOther() {
    CallId call = up();
    bench.says(call, bench.caller, Signal.Hold.SILENT);
    bench.says(call, callee, new Signal.HangUp(Failure.of(Reason.SIP_BYE)));
    assertEquals(1, bench.caller.count(Signal.HangUp.class));
    assertEquals(List.of("accepted", "hold", "hangup"), bench.world.eventsOf(call.value()));
    bench.assertNothingLeft();
  }
}
