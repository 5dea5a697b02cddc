package io.jackfield.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.session.CreateSession;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.gateway.session.Sessions;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.gateway.sim.SessionPlan;
import io.jackfield.gateway.sim.SimParty;
import io.jackfield.gateway.sim.SimWorld;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** media-call.md, "Modes": calls of a session the client made. */
class LinkedCallTest {

  private static final Description RTP = Description.of(SimWorld.SDP, SdpKind.RTP);

  private final SimWorld world = new SimWorld(new Random(1), FakeEngine.Manners.GOOD, true);
  private final Sessions sessions = world.service.sessions();
  private final SimParty caller = new SimParty();
  private final SimParty callee = new SimParty();

  LinkedCallTest() {
    Destination only =
        new Destination("user", "1001", SdpKind.RTP, true, Duration.ZERO, Optional.empty(), callee);
    world.service.addResolver(
        "user",
        (name, connection) ->
            CompletableFuture.completedFuture(new Resolution(List.of(only), true)));
  }

  private SessionId session(SessionPlan plan) {
    return join(sessions.create(plan.offer(RTP).owner("c-1", "ana").make()));
  }

  private CallId place(SessionId session) {
    PlaceCall call =
        new PlaceCall(
            Optional.empty(),
            "api",
            "1001",
            "user",
            Optional.of(RTP),
            SdpKind.RTP,
            Optional.of(session),
            PartyInfo.UNKNOWN,
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            CreateSession.TRICKLE_TIMEOUT,
            PlaceCall.RING_TIMEOUT,
            Optional.of(new SessionOwner("c-1", Optional.of("ana"))),
            "user:ana");
    CallId id = join(world.service.calls().place(call, caller));
    world.time.settle();
    return id;
  }

  private void accept(CallId call) {
    LegId leg = callee.first(Signal.Invite.class).orElseThrow().leg();
    join(
        world
            .service
            .calls()
            .signal(
                call,
                leg,
                new Signal.Accepted(Optional.of(RTP), PartyInfo.UNKNOWN, Optional.empty())));
  }

  private <T> T join(CompletionStage<T> stage) {
    world.time.settle();
    return stage.toCompletableFuture().join();
  }

  @Test
  void theAnswerOfWhoAcceptsIsTheSessions() {
    SessionId session = session(SessionPlan.p2p());
    CallId call = place(session);
    assertEquals("ringing", join(sessions.info(session)).get("state"));
    accept(call);
    assertEquals("ready", join(sessions.info(session)).get("state"));
    assertTrue(caller.first(Signal.Accepted.class).orElseThrow().answer().isPresent());
    join(world.service.calls().hangup(call, Failure.of(Reason.API_HANGUP)));
    assertFalse(sessions.exists(session));
  }

  @Test
  void throughAProxyTheCallerIsAnsweredByTheEngine() {
    SessionId session = session(SessionPlan.of(new LegType.Proxy(SdpKind.RTP)));
    CallId call = place(session);
    accept(call);
    assertEquals(
        "fake",
        caller
            .first(Signal.Accepted.class)
            .orElseThrow()
            .answer()
            .orElseThrow()
            .backend()
            .orElseThrow());
    assertEquals("proxy", join(sessions.info(session)).get("type"));
    assertEquals(1, callee.count(Signal.AcceptConfirmed.class));
    assertEquals("up", join(world.service.calls().info(call)).get("state"));
  }

  @Test
  void theSessionsEndIsTheCalls() {
    SessionId session = session(SessionPlan.p2p());
    CallId call = place(session);
    join(sessions.destroy(session, Failure.of(Reason.USER_STOP)));
    world.time.settle();
    assertFalse(world.service.calls().exists(call));
    assertEquals(1, callee.count(Signal.Cancel.class));
  }

  @Test
  void aChangeOfTypeThatIsRefusedLeavesTheCallUp() {
    SessionId session = session(SessionPlan.of(new LegType.Proxy(SdpKind.RTP)));
    CallId call = place(session);
    accept(call);
    world.engine.refuse("setType:echo");
    CompletionStage<Void> refused = change(session, new LegType.Echo());
    world.time.settle();
    assertThrows(Exception.class, () -> refused.toCompletableFuture().join());
    assertTrue(world.service.calls().exists(call));
  }

  private CompletionStage<Void> change(SessionId session, LegType type) {
    return sessions.setType(session, type, RoomWish.NONE);
  }
}
