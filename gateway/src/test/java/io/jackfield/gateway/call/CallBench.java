package io.jackfield.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.gateway.sim.SimParty;
import io.jackfield.gateway.sim.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Calls between parties that do what the test says, in virtual time. */
final class CallBench {

  /** A phone that knows no telephone-events. */
  static final Description PLAIN = Description.of(SimWorld.SDP, SdpKind.RTP);

  /** A phone that does (RFC 4733). */
  static final Description PHONE =
      Description.of(
          SimWorld.SDP.replace("RTP/AVP 0 8", "RTP/AVP 0 8 101")
              + "a=rtpmap:101 telephone-event/8000\r\n",
          SdpKind.RTP);

  final SimWorld world;
  final SimParty caller = new SimParty();
  private final Map<String, List<Destination>> directory = new LinkedHashMap<>();

  CallBench() {
    this(true);
  }

  CallBench(boolean lateAnswer) {
    world = new SimWorld(new Random(1), FakeEngine.Manners.GOOD, lateAnswer);
    world.service.addResolver("user", (callee, connection) -> resolve(callee));
  }

  private CompletionStage<Resolution> resolve(String callee) {
    List<Destination> found = directory.getOrDefault(callee, List.of());
    return CompletableFuture.completedFuture(new Resolution(found, directory.containsKey(callee)));
  }

  /** One more endpoint behind a name. */
  SimParty endpoint(String name) {
    SimParty party = new SimParty();
    directory
        .computeIfAbsent(name, n -> new ArrayList<>())
        .add(
            new Destination(
                "user", name, SdpKind.RTP, false, Duration.ZERO, Optional.empty(), party));
    return party;
  }

  CallId place(String callee) {
    return place(callee, PLAIN, Optional.empty(), caller);
  }

  CallId place(String callee, Description offer, Optional<String> backend, SimParty from) {
    PlaceCall call =
        PlaceCall.of(
            "sip",
            backend.map(b -> b + ":" + callee).orElse(callee),
            Optional.of(offer),
            SdpKind.RTP,
            new PartyInfo(Optional.of("Ana"), Optional.of("1000"), Map.of()),
            Optional.empty());
    CompletionStage<CallId> placed = world.service.calls().place(call, from);
    world.time.settle();
    return placed.toCompletableFuture().join();
  }

  /** A call that is up between the caller and a new endpoint. */
  CallId up(SimParty callee, String name, Description callerOffer, Description answer) {
    CallId call = place(name, callerOffer, Optional.empty(), caller);
    says(call, callee, accepted(answer));
    assertEquals(1, callee.count(Signal.AcceptConfirmed.class), () -> callee.heard.toString());
    return call;
  }

  /**
   * A party that has placed a call is its caller; what it heard of another call is of no matter.
   */
  private LegId legOf(CallId call, SimParty party) {
    return party.legIn(call).orElse(LegId.CALLER);
  }

  CompletionStage<Void> signal(CallId call, SimParty party, Signal signal) {
    LegId leg = legOf(call, party);
    CompletionStage<Void> outcome = world.service.calls().signal(call, leg, signal);
    world.time.settle();
    return outcome;
  }

  void says(CallId call, SimParty party, Signal signal) {
    signal(call, party, signal);
  }

  static Signal accepted(Description answer) {
    return new Signal.Accepted(Optional.of(answer), PartyInfo.UNKNOWN, Optional.empty());
  }

  static Reason reasonOf(CompletionStage<?> stage) {
    CompletionException e =
        assertThrows(CompletionException.class, () -> stage.toCompletableFuture().getNow(null));
    return ((FailureException) e.getCause()).failure().reason().orElseThrow();
  }

  /** What an event of a call said, the last one of this type. */
  Map<String, Object> last(CallId call, String type) {
    return world.events.stream()
        .filter(e -> e.objId().filter(call.value()::equals).isPresent())
        .filter(e -> e.type().filter(type::equals).isPresent())
        .reduce((first, second) -> second)
        .orElseThrow()
        .fields();
  }

  /** The sessions of a call: {@code caller_session_id}, {@code callee_session_id}. */
  SessionId session(CallId call, String field) {
    Map<String, Object> info = world.service.calls().info(call).toCompletableFuture().join();
    return new SessionId((String) info.get(field));
  }

  long logged(String entry) {
    return world.engine.log().stream().filter(l -> l.startsWith(entry)).count();
  }

  void assertNothingLeft() {
    world.time.settle();
    assertEquals(0, world.service.counts().calls());
    assertEquals(0, world.service.counts().sessions());
    assertEquals(0, world.engine.load());
  }
}
