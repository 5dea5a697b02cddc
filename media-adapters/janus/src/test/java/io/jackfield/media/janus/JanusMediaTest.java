package io.jackfield.media.janus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomEvents;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.media.RtpClient;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Who hears whom through a real Janus, judged by marked packets. */
class JanusMediaTest extends RealJanusTest {
  private static final Codec PCMU = Codec.of(0, "PCMU", 8000);

  private static final int CYCLES = Integer.getInteger("jackfield.janus.cycles", 50);

  @Test
  void echoSendsBackAndAMuteIsHeard() throws Exception {
    try (Browser ana = new Browser(browsers, "echo")) {
      MediaLeg leg = leg("echo");
      ana.setAnswer(get(leg.createAnswer(new LegType.Echo(), ana.offer(), Optional.empty())));
      ana.awaitUp();
      ana.send(11);
      ana.hears(11);
      get(leg.update(muted(true)));
      ana.send(12);
      assertTrue(ana.hearsNo(12), "muted");
      get(leg.update(muted(false)));
      ana.send(13);
      ana.hears(13);
      get(leg.close());
    }
  }

  @Test
  void aJanusThatStopsForAWhileGoesOn() throws Exception {
    try (Browser ana = new Browser(browsers, "frozen")) {
      MediaLeg leg = leg("frozen");
      ana.setAnswer(get(leg.createAnswer(new LegType.Echo(), ana.offer(), Optional.empty())));
      ana.awaitUp();
      janus.signal("STOP");
      CompletionStage<Void> asked = leg.update(muted(false));
      janus.signal("CONT");
      get(asked);
      ana.send(14);
      ana.hears(14);
      get(leg.close());
    }
  }

  @Test
  void sessionsOpenedAndClosedAreGoneOnBothSides() throws Exception {
    int before = janus.sessions();
    try (Browser ana = new Browser(browsers, "cycles")) {
      SessionDescription offer = ana.offer();
      for (int i = 0; i < CYCLES; i++) {
        MediaLeg leg = leg("cycle-" + i);
        get(leg.createAnswer(new LegType.Echo(), offer, Optional.empty()));
        get(leg.close());
      }
    }
    assertEquals(0, engine.load());
    assertEquals(before, janus.sessions());
  }

  @Test
  void aBrowserCallsAPhone() throws Exception {
    try (Browser ana = new Browser(browsers, "out");
        RtpClient bo = new RtpClient(PCMU)) {
      SessionId caller = new SessionId("out");
      SessionId far = new SessionId("out/far");
      MediaLeg a = leg("out");
      MediaLeg b = leg("out/far");
      SessionDescription offer = ana.offer();
      get(a.setOffer(offer));
      SessionDescription plain =
          get(b.createOffer(new LegType.Park(), SdpKind.RTP, Optional.of(caller)));
      get(b.setAnswer(bo.answer(plain)));
      ana.setAnswer(get(a.createAnswer(new LegType.Bridge(far), offer, Optional.of(far))));
      get(b.setType(new LegType.Bridge(caller)));
      ana.awaitUp();
      ana.send(21);
      bo.receiveMark(21);
      bo.send(0, 22);
      ana.hears(22);
      get(a.close());
      get(b.close());
    }
  }

  @Test
  void aPhoneCallsABrowserAndTheFirstThatAnswersHasIt() throws Exception {
    try (RtpClient ana = new RtpClient(PCMU);
        Browser bo = new Browser(browsers, "in")) {
      SessionId caller = new SessionId("in");
      SessionId far = new SessionId("in-b1");
      MediaLeg a = leg("in");
      MediaLeg b = leg("in-b1");
      MediaLeg other = leg("in-b2");
      SessionDescription offer = ana.offer();
      get(a.setOffer(offer));
      SessionDescription web =
          get(b.createOffer(new LegType.Park(), SdpKind.WEBRTC, Optional.of(caller)));
      assertEquals(
          web, get(other.createOffer(new LegType.Park(), SdpKind.WEBRTC, Optional.of(caller))));
      get(b.setAnswer(bo.answer(web)));
      get(other.close());
      ana.learn(get(a.createAnswer(new LegType.Bridge(far), offer, Optional.of(far))));
      bo.awaitUp();
      ana.send(0, 31);
      bo.hears(31);
      bo.send(32);
      ana.receiveMark(32);
      get(b.close());
      get(a.close());
    }
  }

  @Test
  void aBrowserCallsABrowser() throws Exception {
    try (Browser ana = new Browser(browsers, "web-a");
        Browser bo = new Browser(browsers, "web-b")) {
      SessionId caller = new SessionId("web");
      SessionId far = new SessionId("web/far");
      LegEvents told = new LegEvents();
      LegEvents farTold = new LegEvents();
      MediaLeg a = engine.open(caller, told);
      MediaLeg b = engine.open(far, farTold);
      SessionDescription offer = ana.offer();
      get(a.setOffer(offer));
      SessionDescription theirs =
          get(b.createOffer(new LegType.Park(), SdpKind.WEBRTC, Optional.of(caller)));
      get(b.setAnswer(bo.answer(theirs)));
      ana.setAnswer(get(a.createAnswer(new LegType.Bridge(far), offer, Optional.of(far))));
      ana.awaitUp();
      bo.awaitUp();
      ana.send(41);
      bo.hears(41);
      bo.send(42);
      ana.hears(42);
      told.awaitStatus("webrtc up");
      farTold.awaitStatus("webrtc up");
      get(a.close());
      assertTrue(farTold.awaitLost().is(Reason.BRIDGE_STOP), "the far side goes with its caller");
      get(b.close());
    }
  }

  @Test
  void aListenerHearsItsPublisherAndThenTheOther() throws Exception {
    RoomId id = new RoomId("media-room");
    RoomSpec spec =
        new RoomSpec(
            RoomClass.SFU,
            Optional.of("pcmu"),
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty());
    MediaRoom room = get(engine.openRoom(id, spec, new RoomEvents()));
    try (Browser ana = new Browser(browsers, "pub-a");
        Browser bo = new Browser(browsers, "pub-b");
        Browser cy = new Browser(browsers, "sub")) {
      MediaLeg a = leg("pub-a");
      MediaLeg b = leg("pub-b");
      ana.setAnswer(get(a.createAnswer(new LegType.Publish(id), ana.offer(), Optional.empty())));
      bo.setAnswer(get(b.createAnswer(new LegType.Publish(id), bo.offer(), Optional.empty())));
      ana.awaitUp();
      bo.awaitUp();
      MediaLeg c = leg("sub");
      SessionDescription offer =
          get(
              c.createOffer(
                  new LegType.Listen(new SessionId("pub-a")), SdpKind.WEBRTC, Optional.empty()));
      get(c.setAnswer(cy.answer(offer)));
      cy.awaitUp();
      assertEquals(2, get(room.senders()));
      ana.send(51);
      cy.hears(51);
      bo.send(52);
      assertTrue(cy.hearsNo(52), "the other publisher is not heard");
      get(a.update(muted(true)));
      ana.send(53);
      assertTrue(cy.hearsNo(53), "a muted publisher is not heard");
      get(c.setType(new LegType.Listen(new SessionId("pub-b"))));
      bo.send(54);
      cy.hears(54);
      get(c.update(muted(true)));
      bo.send(55);
      assertTrue(cy.hearsNo(55), "a listener that wants nothing gets nothing");
      get(c.close());
      get(b.close());
      get(a.close());
    }
    get(room.close());
  }
}
