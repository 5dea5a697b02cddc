package io.jackfield.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.service.MediaSettings;
import io.jackfield.gateway.sim.SessionPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** media-session.md, "proxy and bridge", on an engine that answers late. */
class ProxySessionTest extends SessionBench {

  private Sessions.Created proxy() {
    LegType type = new LegType.Proxy(SdpKind.WEBRTC);
    return join(sessions.createAndWait(SessionPlan.of(type).offer(RTP).make()));
  }

  @Test
  void singleTheOfferGoesToTheCalledPartyAndItsAnswerBringsTheCallers() {
    Sessions.Created made = proxy();
    assertEquals(SdpKind.WEBRTC, made.offer().orElseThrow().kind());
    assertTrue(made.answer().isEmpty());
    assertEquals("wait", info(made.id()).get("state"));
    assertEquals(Reason.OFFER_ALREADY_SET, reasonOf(sessions.setOffer(made.id(), RTP)));
    assertEquals(
        SdpKind.RTP,
        join(sessions.setAnswer(made.id(), SessionPlan.webrtc())).orElseThrow().kind());
    Map<String, Object> info = info(made.id());
    assertEquals("proxy", info.get("type"));
    assertEquals("ready", info.get("state"));
    assertEquals(
        Reason.ANSWER_ALREADY_SET, reasonOf(sessions.setAnswer(made.id(), SessionPlan.webrtc())));
    String far = made.id() + "/far";
    assertTrue(world.engine.log().contains("createOffer " + far));
    assertTrue(world.engine.log().contains("setType:bridge " + far));
    join(sessions.destroy(made.id(), Failure.of(Reason.USER_STOP)));
    assertEquals(0, world.engine.load());
    assertEquals(
        List.of("created", "offer", "answer", "destroyed"), world.eventsOf(made.id().value()));
  }

  @Test
  void withoutAnOfferThereIsNothingToPassOn() {
    LegType type = new LegType.Proxy(SdpKind.RTP);
    assertEquals(
        Reason.INVALID_OPERATION,
        reasonOf(sessions.create(SessionPlan.of(type).backend("fake").make())));
    assertEquals(Reason.NOT_IMPLEMENTED, reasonOf(sessions.create(SessionPlan.of(type).make())));
  }

  @Test
  void anEngineWithoutProxySaysSo() {
    world.engine.lack(SessionType.PROXY);
    LegType type = new LegType.Proxy(SdpKind.RTP);
    assertEquals(
        Reason.NOT_IMPLEMENTED, reasonOf(sessions.create(SessionPlan.of(type).offer(RTP).make())));
  }

  @Test
  void inAPairTheAnswerOfTheBridgeBringsTheProxysAndBothAreBridges() {
    SessionId proxy = proxy().id();
    Sessions.Created bridge =
        join(
            sessions.createAndWait(
                SessionPlan.of(new LegType.Bridge(proxy)).slaveOf(proxy, false).make()));
    assertEquals(
        Reason.INVALID_OPERATION, reasonOf(sessions.setAnswer(proxy, SessionPlan.webrtc())));
    join(sessions.setAnswer(bridge.id(), SessionPlan.webrtc()));
    assertEquals(SdpKind.RTP, join(sessions.answer(proxy)).kind());
    Map<String, Object> master = info(proxy);
    assertEquals("bridge", master.get("type"));
    assertEquals(bridge.id().value(), master.get("peer_id"));
    assertEquals("master", ((Map<?, ?>) master.get("type_ext")).get("role"));
    assertEquals("slave", ((Map<?, ?>) info(bridge.id()).get("type_ext")).get("role"));
    assertEquals(2, world.engine.load(), "the proxy's own far leg is released");
    join(sessions.destroy(bridge.id(), Failure.of(Reason.USER_STOP)));
    assertEquals("Peer session stopped", why(proxy));
    assertEquals(0, world.engine.load());
  }

  @Test
  void aProxyThatBecomesSomethingElseGivesUpItsFarLeg() {
    SessionId proxy = proxy().id();
    join(sessions.setAnswer(proxy, SessionPlan.webrtc()));
    assertEquals(2, world.engine.load());
    join(sessions.setType(proxy, new LegType.Echo(), RoomWish.NONE));
    assertEquals(1, world.engine.load());
    assertEquals("echo", info(proxy).get("type"));
    assertEquals(
        Reason.INVALID_OPERATION,
        reasonOf(sessions.setType(proxy, new LegType.Proxy(SdpKind.RTP), RoomWish.NONE)));
  }

  /** Found by a random schedule: operations of a leg may be answered in any order. */
  @Test
  void aBridgeMayBeFasterThanTheEnginesWordOnTheOffer() {
    LegType type = new LegType.Proxy(SdpKind.RTP);
    CreateSession proxy = SessionPlan.of(type).offer(RTP).make();
    SessionId bridge = new SessionId("b");
    SessionState state =
        SessionState.fresh(
            new SessionId("p"),
            proxy,
            Optional.of(new EngineFacts("fake", false, true, true)),
            MediaSettings.STANDARD.recordDir(),
            Optional.empty());
    for (SessionInput input :
        List.of(
            new SessionInput.Create(0, false, false, Optional.empty()),
            new SessionInput.BridgeComing(bridge),
            new SessionInput.BridgedBy(bridge, Optional.empty()),
            new SessionInput.LegDescribed(2, OfferAnswer.parse(RTP)),
            new SessionInput.LegDone(1))) {
      state = SessionStep.apply(state, input).state();
    }
    assertEquals(Phase.READY, state.phase());
    assertEquals(Optional.of(new LegType.Bridge(bridge)), state.type());
    assertEquals(Map.of(), state.pending());
  }

  @Test
  void aLostFarLegEndsTheProxy() {
    SessionId proxy = proxy().id();
    world.engine.observer(new SessionId(proxy + "/far")).onLost(Failure.of(Reason.MEDIA_TIMEOUT));
    world.time.settle();
    assertFalse(sessions.exists(proxy));
    assertEquals(0, world.engine.load());
    world.time.advance(Duration.ofMinutes(2));
    assertEquals(0, world.time.timers());
  }
}
