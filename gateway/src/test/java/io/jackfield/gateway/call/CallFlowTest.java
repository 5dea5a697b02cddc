package io.jackfield.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.Capabilities;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.session.SessionOwner;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * media-call.md "Flow", sentence by sentence, on an engine that answers late (the embedded way).
 */
class CallFlowTest {

  private static final Description ANSWER = Description.of(SimWorld.SDP, SdpKind.RTP);

  private final SimWorld world = new SimWorld(new Random(1), FakeEngine.Manners.GOOD, true);
  private final SimParty caller = new SimParty();
  private final List<SimParty> callees = new ArrayList<>();
  private final List<Destination> destinations = new ArrayList<>();

  CallFlowTest() {
    world.service.addResolver(
        "user",
        (callee, connection) ->
            CompletableFuture.completedFuture(
                new Resolution(destinations, callee.startsWith("1"))));
  }

  @Test
  void ringingThenAcceptedJoinsBothSides() {
    SimParty callee = destination(Duration.ZERO);
    CallId call = place("1001");
    says(call, callee, new Signal.Ringing(PartyInfo.UNKNOWN));
    assertEquals(1, caller.count(Signal.Ringing.class));
    assertEquals(0, caller.count(Signal.Accepted.class));
    says(call, callee, accepted());
    assertTrue(caller.first(Signal.Accepted.class).orElseThrow().answer().isPresent());
    assertEquals(1, callee.count(Signal.AcceptConfirmed.class));
    assertEquals(List.of("ringing", "accepted"), world.eventsOf(call.value()));
    List<String> bridges =
        world.engine.log().stream().filter(l -> l.startsWith("setType:bridge")).toList();
    assertEquals(1, bridges.size(), world.engine.log().toString());
  }

  @Test
  void anEngineThatOnlyJoinsLegsCarriesACallToo() {
    world.engine.joining("janus", Capabilities.anyJoin());
    destination(Duration.ZERO);
    SimParty second = destination(Duration.ZERO);
    CallId call = place("1001");
    says(call, second, accepted());
    assertTrue(caller.first(Signal.Accepted.class).orElseThrow().answer().isPresent());
    says(call, caller, new Signal.HangUp(Failure.of(Reason.SIP_BYE)));
    assertNothingLeft();
  }

  @Test
  void hangUpOnEitherSideEndsTheOtherOnceAndWritesOneRecord() {
    SimParty callee = destination(Duration.ZERO);
    CallId call = place("1001");
    says(call, callee, accepted());
    world.time.advance(Duration.ofSeconds(5));
    says(call, caller, new Signal.HangUp(Failure.of(Reason.SIP_BYE)));
    assertEquals(1, callee.count(Signal.HangUp.class));
    assertEquals(0, caller.count(Signal.HangUp.class));
    assertEquals(List.of("accepted", "hangup"), world.eventsOf(call.value()));
    assertEquals(1, world.records.size());
    assertEquals("caller", world.records.get(0).endedBy());
    assertEquals("sip_bye", world.records.get(0).failure().name());
    assertEquals(
        Duration.ofSeconds(5),
        Duration.between(
            world.records.get(0).answered().orElseThrow(), world.records.get(0).ended()));
    assertNothingLeft();
  }

  @Test
  void whoHearsTheEndFindsNoCall() {
    SimParty callee = destination(Duration.ZERO);
    CallId call = place("1001");
    says(call, callee, accepted());
    assertEquals(List.of(call), world.service.calls().list(Optional.empty()));
    List<Reason> found = new ArrayList<>();
    world
        .service
        .events()
        .subscribe(
            event -> {
              found.add(reasonOf(world.service.calls().info(call)));
              assertEquals(List.of(), world.service.calls().list(Optional.empty()));
            },
            new Subscription(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("hangup"),
                Optional.of(call.value())),
            Map.of());
    says(call, caller, new Signal.HangUp(Failure.of(Reason.SIP_BYE)));
    assertEquals(List.of(Reason.CALL_NOT_FOUND), found);
  }

  @Test
  void theFirstAcceptWinsAndTheOthersAreCancelled() {
    SimParty first = destination(Duration.ZERO);
    SimParty second = destination(Duration.ZERO);
    CallId call = place("1001");
    CompletionStage<Void> won = signal(call, first, accepted());
    CompletionStage<Void> lost = signal(call, second, accepted());
    world.time.settle();
    won.toCompletableFuture().join();
    assertEquals(Reason.ALREADY_ANSWERED, reasonOf(lost));
    assertEquals(
        "already_answered", second.first(Signal.Cancel.class).orElseThrow().failure().name());
    assertFalse(first.toldTheEnd());
  }

  @Test
  void theLastBranchTakesItsReasonAlongOnlyWhenItWasAlone() {
    SimParty only = destination(Duration.ZERO);
    CallId call = place("1001");
    says(call, only, new Signal.Rejected(Failure.of(Reason.USER_BUSY)));
    assertEquals("user_busy", endOf(caller));
    assertEquals(List.of("hangup"), world.eventsOf(call.value()));

    SimParty other = new SimParty();
    caller.heard.clear();
    SimParty one = destination(Duration.ZERO);
    CallId second = place("1002", other);
    says(second, only, new Signal.Rejected(Failure.of(Reason.USER_BUSY)));
    says(second, one, new Signal.Rejected(Failure.of(Reason.USER_BUSY)));
    assertEquals("no_answer", endOf(other));
    assertNothingLeft();
  }

  @Test
  void nobodyBehindTheNameIsToldApartFromAnUnknownName() {
    place("1001");
    assertEquals(480, caller.first(Signal.HangUp.class).orElseThrow().failure().sipStatus());
    caller.heard.clear();
    place("x");
    assertEquals(404, caller.first(Signal.HangUp.class).orElseThrow().failure().sipStatus());
  }

  @Test
  void eachDestinationRingsForItsOwnTime() {
    SimParty callee = destination(Duration.ZERO);
    place("1001");
    world.time.advance(Duration.ofSeconds(29));
    assertFalse(callee.toldTheEnd());
    world.time.advance(Duration.ofSeconds(2));
    assertEquals("ring_timeout", callee.first(Signal.Cancel.class).orElseThrow().failure().name());
    assertEquals("ring_timeout", endOf(caller));
    assertNothingLeft();
  }

  @Test
  void aDelayedDestinationIsInvitedLater() {
    SimParty now = destination(Duration.ZERO);
    SimParty later = destination(Duration.ofSeconds(10));
    place("1001");
    assertEquals(1, now.count(Signal.Invite.class));
    assertEquals(0, later.count(Signal.Invite.class));
    world.time.advance(Duration.ofSeconds(10));
    assertEquals(1, later.count(Signal.Invite.class));
  }

  @Test
  void cancelBeforeAcceptReachesEveryBranch() {
    SimParty callee = destination(Duration.ZERO);
    CallId call = place("1001");
    says(call, caller, new Signal.HangUp(Failure.of(Reason.SIP_CANCEL)));
    assertEquals(
        "originator_cancel", callee.first(Signal.Cancel.class).orElseThrow().failure().name());
    assertNothingLeft();
  }

  @Test
  void aBadOfferIsRefusedAndNobodyIsInvited() {
    SimParty callee = destination(Duration.ZERO);
    PlaceCall bad =
        PlaceCall.of(
            "sip",
            "1001",
            Optional.of(Description.of("garbage", SdpKind.RTP)),
            SdpKind.RTP,
            PartyInfo.UNKNOWN,
            Optional.empty());
    world.service.calls().place(bad, caller);
    world.time.settle();
    assertEquals("invalid_sdp", endOf(caller));
    assertEquals(488, caller.first(Signal.HangUp.class).orElseThrow().failure().sipStatus());
    assertEquals(List.of(), callee.heard);
    assertNothingLeft();
  }

  @Test
  void anApplicationAnswersByItself() {
    CallId call = place("9196");
    assertTrue(caller.first(Signal.Accepted.class).isPresent());
    says(call, caller, new Signal.HangUp(Failure.of(Reason.SIP_BYE)));
    assertNothingLeft();
    assertTrue(world.records.get(0).answered().isPresent());
  }

  @Test
  void aConferenceIsMadeForItsFirstCallerAndTakesTheNext() {
    RoomId room = new RoomId("3000");
    CallId first = place("3000");
    assertTrue(caller.first(Signal.Accepted.class).isPresent());
    assertEquals(Set.of(room), world.engine.rooms());
    SimParty another = new SimParty();
    place("3000", another);
    world.time.settle();
    assertTrue(another.first(Signal.Accepted.class).isPresent());
    CompletionStage<Map<String, Object>> info = world.service.rooms().info(room);
    world.time.settle();
    Map<?, ?> members = (Map<?, ?>) info.toCompletableFuture().join().get("members");
    assertEquals(2, members.size());
    says(first, caller, new Signal.HangUp(Failure.of(Reason.SIP_BYE)));
    assertEquals(1, world.service.counts().calls());
  }

  @Test
  void aCallerWithoutOfferGetsOursAndAnswersIt() {
    SimParty callee = destination(Duration.ZERO);
    PlaceCall delayed =
        PlaceCall.of(
            "sip", "1001", Optional.empty(), SdpKind.RTP, PartyInfo.UNKNOWN, Optional.empty());
    CompletionStage<CallId> placed = world.service.calls().place(delayed, caller);
    world.time.settle();
    CallId call = placed.toCompletableFuture().join();
    says(call, callee, accepted());
    assertTrue(caller.first(Signal.Accepted.class).orElseThrow().answer().isPresent());
    assertEquals(List.of(), world.eventsOf(call.value()));
    says(call, caller, accepted());
    assertEquals(List.of("accepted"), world.eventsOf(call.value()));
  }

  @Test
  void theLossOfALegEndsTheCallWithItsReason() {
    SimParty callee = destination(Duration.ZERO);
    CallId call = place("1001");
    says(call, callee, accepted());
    SessionId session = caller.first(Signal.Accepted.class).orElseThrow().session().orElseThrow();
    world.engine.observer(session).onLost(Failure.of(Reason.MEDIA_TIMEOUT));
    world.time.settle();
    assertEquals("media_timeout", endOf(caller));
    assertEquals("media_timeout", endOf(callee));
    assertNothingLeft();
  }

  @Test
  void aNewOfferOfOneSideIsAnsweredByItsOwnSession() {
    SimParty callee = destination(Duration.ZERO);
    CallId call = place("1001");
    says(call, callee, accepted());
    says(call, callee, new Signal.Reoffer(ANSWER));
    assertTrue(callee.first(Signal.Reanswer.class).orElseThrow().answer().isPresent());
    assertEquals(0, caller.count(Signal.Reanswer.class));
  }

  @Test
  void peerToPeerRelaysDescriptionsAndCandidatesAsTheyAre() {
    SimParty callee = destination(Duration.ZERO);
    String id = "p2p-call";
    Description offer = Description.of(SimWorld.SDP + "a=mid:0\r\n", SdpKind.WEBRTC);
    PlaceCall place = apiCall(id, "1001", offer);
    world.service.calls().place(place, caller);
    world.time.settle();
    CallId call = new CallId(id);
    assertEquals(
        offer.sdp(), callee.first(Signal.Invite.class).orElseThrow().offer().orElseThrow().sdp());
    assertEquals(0, world.engine.log().size());
    TrickleCandidate candidate =
        TrickleCandidate.of("0", 0, "candidate:1 1 udp 2130706431 127.0.0.1 5000 typ host");
    says(call, callee, accepted());
    assertEquals(
        ANSWER.sdp(),
        caller.first(Signal.Accepted.class).orElseThrow().answer().orElseThrow().sdp());
    assertEquals("p2p", backendOf(call));
    // These descriptions are plain RTP, so candidates have no place in them.
    says(call, caller, new Signal.Candidate(candidate));
    assertEquals(0, callee.count(Signal.Candidate.class));
  }

  @Test
  void anIdIsThereOnce() {
    destination(Duration.ZERO);
    world.service.calls().place(apiCall("one", "1001", ANSWER), caller);
    CompletionStage<CallId> again =
        world.service.calls().place(apiCall("one", "1001", ANSWER), caller);
    world.time.settle();
    assertEquals(Reason.CALL_ALREADY_EXISTS, reasonOf(again));
  }

  @Test
  void stoppingTheServiceEndsEverything() {
    SimParty callee = destination(Duration.ZERO);
    CallId call = place("1001");
    says(call, callee, accepted());
    CompletionStage<Void> stopped = world.service.stop();
    world.time.settle();
    stopped.toCompletableFuture().join();
    assertEquals("service_stop", endOf(caller));
    assertEquals("service_stop", endOf(callee));
    assertNothingLeft();
  }

  @Test
  void theNextOfASequenceIsNotKeptWaitingWhenNobodyRingsAnyMore() {
    SimParty first = destination(Duration.ZERO);
    SimParty second = destination(Duration.ofSeconds(20));
    CallId call = place("1001");
    assertEquals(0, second.count(Signal.Invite.class));
    says(call, first, new Signal.Rejected(Failure.of(Reason.USER_BUSY)));
    assertEquals(1, second.count(Signal.Invite.class));
    world.time.advance(Duration.ofSeconds(20));
    assertEquals(1, second.count(Signal.Invite.class));
    says(call, second, accepted());
    assertEquals(1, caller.count(Signal.Accepted.class));
  }

  private String backendOf(CallId call) {
    CompletionStage<java.util.Map<String, Object>> info = world.service.calls().info(call);
    world.time.settle();
    return (String) info.toCompletableFuture().join().get("backend");
  }

  private PlaceCall apiCall(String id, String callee, Description offer) {
    PlaceCall p =
        PlaceCall.of(
            "api",
            callee,
            Optional.of(offer),
            SdpKind.WEBRTC,
            PartyInfo.UNKNOWN,
            Optional.of(new SessionOwner("c-1", Optional.of("ana"))));
    return new PlaceCall(
        Optional.of(new CallId(id)),
        p.protocol(),
        p.callee(),
        "user",
        p.offer(),
        p.callerKind(),
        p.linkedSession(),
        p.caller(),
        p.backend(),
        p.farKind(),
        p.noOfferTrickle(),
        p.noAnswerTrickle(),
        p.trickleTimeout(),
        p.ringTimeout(),
        p.owner(),
        "");
  }

  private SimParty destination(Duration delay) {
    SimParty party = new SimParty();
    callees.add(party);
    destinations.add(
        new Destination(
            "user", "u" + destinations.size(), SdpKind.RTP, false, delay, Optional.empty(), party));
    return party;
  }

  private CallId place(String callee) {
    return place(callee, caller);
  }

  private CallId place(String callee, SimParty from) {
    callees.forEach(c -> c.heard.clear());
    CompletionStage<CallId> placed =
        world
            .service
            .calls()
            .place(
                PlaceCall.of(
                    "sip",
                    callee,
                    Optional.of(ANSWER),
                    SdpKind.RTP,
                    PartyInfo.UNKNOWN,
                    Optional.empty()),
                from);
    world.time.settle();
    return placed.toCompletableFuture().join();
  }

  private CompletionStage<Void> signal(CallId call, SimParty party, Signal signal) {
    LegId leg = party == caller ? LegId.CALLER : party.leg().orElseThrow();
    return world.service.calls().signal(call, leg, signal);
  }

  private void says(CallId call, SimParty party, Signal signal) {
    signal(call, party, signal);
    world.time.settle();
  }

  private static Signal accepted() {
    return new Signal.Accepted(Optional.of(ANSWER), PartyInfo.UNKNOWN, Optional.empty());
  }

  private static String endOf(SimParty party) {
    return party.first(Signal.HangUp.class).orElseThrow().failure().name();
  }

  private static Reason reasonOf(CompletionStage<?> stage) {
    CompletionException e =
        assertThrows(CompletionException.class, () -> stage.toCompletableFuture().join());
    return ((FailureException) e.getCause()).failure().reason().orElseThrow();
  }

  private void assertNothingLeft() {
    world.time.settle();
    assertEquals(0, world.service.counts().calls());
    assertEquals(0, world.service.counts().sessions());
    assertEquals(0, world.engine.load());
  }
}
