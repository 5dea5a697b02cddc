package io.jackfield.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.RtpClient;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.Setup;
import io.jackfield.media.embedded.relay.PlaneCounters;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an engine leaves behind: nothing. */
class EmbeddedEngineLifeTest {
  private static final LegType ECHO = new LegType.Echo();
  private static final LegType PARK = new LegType.Park();
  private static final Codec PCMU = Codec.of(0, "PCMU", 8000);
  private static final int CYCLES = 200;
  private static final int IDLE = 200;
  private static final int IDLE_BYTES = 20 * 1024;

  private static EmbeddedEngine.Config config() {
    return EmbeddedEngine.Config.on(InetAddress.getLoopbackAddress()).withPorts(0, 29600, 30999);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static FailureException refused(CompletionStage<?> stage) {
    ExecutionException e = assertThrows(ExecutionException.class, () -> get(stage));
    return (FailureException) e.getCause();
  }

  @Test
  void twoHundredCallsLeaveNothing() throws Exception {
    try (EmbeddedEngine engine = EmbeddedEngine.open(config())) {
      PlaneCounters before = get(engine.counters());
      int threads = Thread.activeCount();
      SessionDescription browser = Offers.file("chromium-offer");
      for (int i = 0; i < CYCLES; i++) {
        call(engine, browser, new SessionId("a" + i), new SessionId("b" + i));
      }
      PlaneCounters after = get(engine.counters());
      assertEquals(0, engine.load());
      assertEquals(before.webRtcTransports(), after.webRtcTransports());
      assertEquals(before.rtpTransports(), after.rtpTransports());
      assertEquals(0, after.handshakes());
      assertTrue(Thread.activeCount() <= threads + 1, "no thread a call");
    }
  }

  private static void call(
      EmbeddedEngine engine, SessionDescription browser, SessionId a, SessionId b)
      throws Exception {
    MediaLeg legA = engine.open(a, new LegEvents());
    get(legA.setOffer(browser));
    MediaLeg legB = engine.open(b, new LegEvents());
    try (RtpClient phone = new RtpClient(PCMU)) {
      SessionDescription offer =
          get(legB.createOffer(new LegType.Bridge(a), SdpKind.RTP, Optional.of(a)));
      get(legB.setAnswer(phone.answer(offer)));
      get(legA.createAnswer(new LegType.Bridge(b), browser, Optional.of(b)));
      get(legB.setType(new LegType.Bridge(a)));
      get(legA.close());
      get(legB.close());
    }
  }

  @Test
  void anEngineThatIsFullSaysSo() throws Exception {
    EmbeddedEngine.Config base = config();
    EmbeddedEngine.Config small =
        new EmbeddedEngine.Config(
            base.bindAddresses(),
            base.advertisedAddresses(),
            0,
            base.rtpPortFirst(),
            base.rtpPortLast(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            1,
            base.web());
    try (EmbeddedEngine engine = EmbeddedEngine.open(small)) {
      MediaLeg first = engine.open(new SessionId("one"), new LegEvents());
      assertFalse(engine.ready());
      MediaLeg second = engine.open(new SessionId("two"), new LegEvents());
      assertTrue(refused(second.stats()).failure().is(Reason.NO_MEDIASERVER));
      get(second.close());
      get(first.close());
      assertTrue(engine.ready());
    }
  }

  @Test
  void rtpPortsRunOutWithAName() throws Exception {
    EmbeddedEngine.Config few =
        EmbeddedEngine.Config.on(InetAddress.getLoopbackAddress()).withPorts(0, 29050, 29053);
    try (EmbeddedEngine engine = EmbeddedEngine.open(few)) {
      List<MediaLeg> legs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        legs.add(engine.open(new SessionId("leg" + i), new LegEvents()));
      }
      get(legs.get(0).createOffer(PARK, SdpKind.RTP, Optional.empty()));
      get(legs.get(1).createOffer(PARK, SdpKind.RTP, Optional.empty()));
      FailureException failure =
          refused(legs.get(2).createOffer(PARK, SdpKind.RTP, Optional.empty()));
      assertTrue(failure.failure().is(Reason.NO_MEDIASERVER), failure.getMessage());
      assertTrue(failure.failure().text().contains("29050-29053"), failure.getMessage());
      for (MediaLeg leg : legs) {
        get(leg.close());
      }
    }
  }

  @Test
  void aSessionIdIsUsedOnce() throws Exception {
    try (EmbeddedEngine engine = EmbeddedEngine.open(config())) {
      MediaLeg first = engine.open(new SessionId("one"), new LegEvents());
      MediaLeg second = engine.open(new SessionId("one"), new LegEvents());
      assertTrue(refused(second.stats()).failure().is(Reason.SESSION_ALREADY_EXISTS));
      get(second.close());
      assertEquals(1, engine.load());
      get(first.stats());
      get(first.close());
    }
  }

  @Test
  void aClosedEngineAnswersEverything() throws Exception {
    EmbeddedEngine engine = EmbeddedEngine.open(config());
    MediaLeg leg = engine.open(new SessionId("one"), new LegEvents());
    get(leg.createOffer(PARK, SdpKind.WEBRTC, Optional.empty()));
    engine.close();
    engine.close();
    assertTrue(refused(leg.stats()).failure().is(Reason.SESSION_STOP));
    get(leg.close());
    MediaLeg late = engine.open(new SessionId("two"), new LegEvents());
    assertTrue(refused(late.stats()).failure().is(Reason.NO_MEDIASERVER));
  }

  @Test
  void aPhoneThatFallsSilentOrNeverSpeaksIsLost() throws Exception {
    EmbeddedEngine.Config quick =
        config().withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));
    try (EmbeddedEngine engine = EmbeddedEngine.open(quick);
        RtpClient spoke = new RtpClient(PCMU);
        RtpClient never = new RtpClient(PCMU);
        RtpClient listens = new RtpClient(PCMU)) {
      LegEvents spokeEvents = new LegEvents();
      LegEvents neverEvents = new LegEvents();
      LegEvents listensEvents = new LegEvents();
      MediaLeg first = engine.open(new SessionId("spoke"), spokeEvents);
      spoke.learn(get(first.createAnswer(PARK, spoke.offer(), Optional.empty())));
      spoke.send(0, 1);
      MediaLeg second = engine.open(new SessionId("never"), neverEvents);
      get(second.createAnswer(PARK, never.offer(), Optional.empty()));
      MediaLeg third = engine.open(new SessionId("listens"), listensEvents);
      get(third.createAnswer(PARK, listens.offer(Direction.RECVONLY), Optional.empty()));
      assertTrue(spokeEvents.awaitLost().is(Reason.MEDIA_TIMEOUT));
      assertTrue(neverEvents.awaitLost().is(Reason.MEDIA_TIMEOUT));
      assertFalse(listensEvents.isLost(), "nothing was expected of it");
      get(first.close());
      get(second.close());
      get(third.close());
    }
  }

  @Test
  void aSessionDoesNotChangeItsKind() throws Exception {
    try (EmbeddedEngine engine = EmbeddedEngine.open(config());
        RtpClient phone = new RtpClient(PCMU)) {
      MediaLeg leg = engine.open(new SessionId("one"), new LegEvents());
      get(leg.createAnswer(PARK, phone.offer(), Optional.empty()));
      FailureException failure = refused(leg.renegotiate(Offers.file("chromium-offer")));
      assertTrue(failure.failure().is(Reason.NOT_ACCEPTABLE), failure.getMessage());
      get(leg.renegotiate(phone.offer()));
      get(leg.close());
    }
  }

  @Test
  void anIdleLegIsSmall() throws Exception {
    try (EmbeddedEngine engine = EmbeddedEngine.open(config())) {
      SessionDescription browser = Offers.file("chromium-offer");
      List<MediaLeg> legs = new ArrayList<>();
      open(engine, browser, legs, 20);
      long before = used();
      open(engine, browser, legs, IDLE);
      long each = (used() - before) / IDLE;
      assertTrue(each < IDLE_BYTES, "an idle leg takes " + each + " bytes");
      for (MediaLeg leg : legs) {
        get(leg.close());
      }
    }
  }

  /** The spec's limit, of a browser that is connected: transport, keys and the engine's own leg. */
  @Test
  void aConnectedLegIsSmallToo() throws Exception {
    try (EmbeddedEngine engine = EmbeddedEngine.open(config())) {
      List<MediaLeg> legs = new ArrayList<>();
      connect(engine, legs, 50);
      long before = used();
      connect(engine, legs, IDLE);
      long each = (used() - before) / IDLE;
      assertTrue(each < IDLE_BYTES, "a connected leg takes " + each + " bytes");
      for (MediaLeg leg : legs) {
        get(leg.close());
      }
    }
  }

  /** The browsers are closed, so that only the engine's half stays on the heap. */
  private static void connect(EmbeddedEngine engine, List<MediaLeg> legs, int count)
      throws Exception {
    for (int i = 0; i < count; i++) {
      MediaLeg leg = engine.open(new SessionId("up" + legs.size()), new LegEvents());
      try (BrowserClient browser = new BrowserClient(PCMU)) {
        browser.connect(
            get(leg.createAnswer(ECHO, browser.offer(Setup.ACTPASS), Optional.empty())));
        browser.send(0, 1);
        browser.receiveMark(1);
      }
      legs.add(leg);
    }
  }

  private static void open(
      EmbeddedEngine engine, SessionDescription offer, List<MediaLeg> legs, int count)
      throws Exception {
    for (int i = 0; i < count; i++) {
      MediaLeg leg = engine.open(new SessionId("idle" + legs.size()), new LegEvents());
      get(leg.createAnswer(PARK, offer, Optional.empty()));
      legs.add(leg);
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 2; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
