package io.jackfield.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sim.SessionPlan;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** media-session.md, "Blank sessions: set_offer, set_answer". */
class BlankSessionTest extends SessionBench {

  private final SessionId blank = join(sessions.create(SessionPlan.p2p().make()));

  @Test
  void aTypeAndAnOfferBringTheEnginesAnswer() {
    Sessions.Created made =
        join(sessions.setOffer(blank, new LegType.Echo(), Optional.of(RTP), RoomWish.NONE));
    assertEquals(SdpKind.RTP, made.answer().orElseThrow().kind());
    assertEquals("echo", info(blank).get("type"));
    assertEquals("fake", info(blank).get("backend"));
    assertEquals("offeree", info(blank).get("backend_role"));
    assertEquals("ready", info(blank).get("state"));
    assertEquals(
        Reason.OFFER_ALREADY_SET,
        reasonOf(sessions.setOffer(blank, new LegType.Echo(), Optional.of(RTP), RoomWish.NONE)));
  }

  @Test
  void aTypeAloneMakesTheEngineOffer() {
    Sessions.Created made =
        join(sessions.setOffer(blank, new LegType.Park(), Optional.empty(), RoomWish.NONE));
    assertEquals(SdpKind.WEBRTC, made.offer().orElseThrow().kind());
    join(sessions.setAnswer(blank, SessionPlan.webrtc()));
    assertEquals("ready", info(blank).get("state"));
    assertEquals("offerer", info(blank).get("backend_role"));
  }

  @Test
  void aProxyTransformsTheOffer() {
    Sessions.Created made =
        join(
            sessions.setOffer(
                blank, new LegType.Proxy(SdpKind.WEBRTC), Optional.of(RTP), RoomWish.NONE));
    assertEquals(SdpKind.WEBRTC, made.offer().orElseThrow().kind());
    assertEquals(
        SdpKind.RTP, join(sessions.setAnswer(blank, SessionPlan.webrtc())).orElseThrow().kind());
  }

  @Test
  void anOfferGivenRawIsAnsweredByTheEngineLater() {
    assertEquals(
        Reason.OFFER_NOT_SET,
        reasonOf(sessions.setAnswer(blank, new LegType.Echo(), RoomWish.NONE)));
    join(sessions.setOffer(blank, RTP));
    assertEquals(
        Reason.OFFER_ALREADY_SET,
        reasonOf(sessions.setOffer(blank, new LegType.Echo(), Optional.empty(), RoomWish.NONE)));
    assertEquals(
        SdpKind.RTP, join(sessions.setAnswer(blank, new LegType.Echo(), RoomWish.NONE)).kind());
    assertEquals("ready", info(blank).get("state"));
    assertEquals(
        Reason.ANSWER_ALREADY_SET,
        reasonOf(sessions.setAnswer(blank, new LegType.Echo(), RoomWish.NONE)));
  }

  @Test
  void anotherSessionIsNotBlank() {
    SessionId echo = join(sessions.create(SessionPlan.of(new LegType.Echo()).offer(RTP).make()));
    assertEquals(
        Reason.OFFER_ALREADY_SET,
        reasonOf(sessions.setOffer(echo, new LegType.Park(), Optional.empty(), RoomWish.NONE)));
    assertTrue(sessions.exists(echo));
  }
}
