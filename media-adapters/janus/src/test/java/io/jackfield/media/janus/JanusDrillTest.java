package io.jackfield.media.janus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.RtpClient;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleIce;
import io.jackfield.media.embedded.EmbeddedEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real Janus that is killed, and one whose way is cut, with calls on it. */
class JanusDrillTest {
  private static final Codec PCMU = Codec.of(0, "PCMU", 8000);
  private static final int CALLS = 50;

  private static void requireJanus() throws Exception {
    assumeTrue(RealJanus.program().isPresent(), "janus is not installed");
    assumeTrue(
        RealJanus.address().isPresent(), "janus gathers no candidates on loopback, all there is");
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return Browser.get(stage);
  }

  private static EmbeddedEngine browsers() throws Exception {
    return EmbeddedEngine.open(
        EmbeddedEngine.Config.on(RealJanus.address().orElseThrow()).withPorts(0, 29700, 29799));
  }

  /** One leg of a call and what it was told. */
  private record Leg(MediaLeg leg, LegEvents events) {
    static Leg on(JanusEngine engine, String name) {
      LegEvents events = new LegEvents();
      return new Leg(engine.open(new SessionId(name), events), events);
    }
  }

  /** A phone calls a browser. */
  private static List<Leg> call(
      JanusEngine engine, String name, RtpClient phone, SessionDescription browser)
      throws Exception {
    Leg caller = Leg.on(engine, name);
    Leg far = Leg.on(engine, name + "/far");
    SessionDescription offer = phone.offer();
    get(caller.leg().setOffer(offer));
    SessionId callerId = new SessionId(name);
    SessionId farId = new SessionId(name + "/far");
    get(far.leg().createOffer(new LegType.Park(), SdpKind.WEBRTC, Optional.of(callerId)));
    get(far.leg().setAnswer(browser));
    get(caller.leg().createAnswer(new LegType.Bridge(farId), offer, Optional.of(farId)));
    get(far.leg().setType(new LegType.Bridge(callerId)));
    return List.of(caller, far);
  }

  @Test
  void whenJanusIsKilledEachCallEndsOnceAndTheOtherTakesNewOnes() throws Exception {
    requireJanus();
    List<Leg> legs = new ArrayList<>();
    try (RealJanus first = RealJanus.start();
        RealJanus second = RealJanus.start();
        JanusEngine dying = JanusEngine.open("first", first.settings());
        JanusEngine living = JanusEngine.open("second", second.settings());
        EmbeddedEngine browsers = browsers();
        Browser browser = new Browser(browsers, "drill");
        RtpClient phone = new RtpClient(PCMU)) {
      get(dying.connected());
      get(living.connected());
      // Without candidates: nobody is reached, so one answer serves in every call.
      SessionDescription answer = TrickleIce.strip(browser.answer(browserOffer(living, phone)));
      for (int i = 0; i < CALLS; i++) {
        legs.addAll(call(dying, "call-" + i, phone, answer));
      }
      assertEquals(2 * CALLS, dying.load());
      first.signal("KILL");
      for (Leg leg : legs) {
        Failure failure = leg.events().awaitLost();
        assertTrue(failure.is(Reason.JANUS_SESSION_DOWN), failure.toString());
      }
      assertFalse(dying.ready());
      assertTrue(living.ready());
      for (Leg leg : legs) {
        get(leg.leg().close());
        assertFalse(leg.events().isLost(), "told once");
      }
      assertEquals(0, dying.load());
      for (Leg leg : call(living, "next", phone, answer)) {
        get(leg.leg().close());
      }
      assertEquals(0, second.sessions());
    }
  }

  /**
   * An offer of Janus for a browser; its answer serves in every call of which no media is asked.
   */
  private static SessionDescription browserOffer(JanusEngine engine, RtpClient phone)
      throws Exception {
    Leg caller = Leg.on(engine, "sample");
    Leg far = Leg.on(engine, "sample/far");
    get(caller.leg().setOffer(phone.offer()));
    SessionDescription offer =
        get(
            far.leg()
                .createOffer(
                    new LegType.Park(), SdpKind.WEBRTC, Optional.of(new SessionId("sample"))));
    get(far.leg().close());
    get(caller.leg().close());
    return offer;
  }

  @Test
  void aCallLivesOnWhenTheWayToJanusIsCutForSeconds() throws Exception {
    requireJanus();
    try (RealJanus janus = RealJanus.start();
        CutRelay relay = new CutRelay(janus.settings().url());
        JanusEngine engine = JanusEngine.open("cut", janus.settings(relay.url()));
        EmbeddedEngine browsers = browsers();
        Browser ana = new Browser(browsers, "cut")) {
      get(engine.connected());
      Leg leg = Leg.on(engine, "cut");
      ana.setAnswer(get(leg.leg().createAnswer(new LegType.Echo(), ana.offer(), Optional.empty())));
      ana.awaitUp();
      relay.cut();
      // Each try is given up after a second.
      relay.awaitTries(4);
      ana.send(1);
      ana.hears(1);
      assertFalse(engine.ready());
      relay.mend();
      // Nothing tells of a claim: the first request that is answered does.
      get(answered(leg.leg(), 100));
      ana.send(2);
      ana.hears(2);
      assertFalse(leg.events().isLost(), "the session was claimed");
      assertEquals(1, janus.sessions());
      get(leg.leg().close());
      assertEquals(0, janus.sessions());
    }
  }

  private static CompletionStage<Void> answered(MediaLeg leg, int tries) {
    if (tries == 0) {
      throw new AssertionError("not connected again");
    }
    MediaUpdate limit =
        new MediaUpdate(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(128));
    return leg.update(limit)
        .exceptionallyComposeAsync(
            error -> answered(leg, tries - 1),
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
  }
}
