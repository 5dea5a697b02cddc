package io.jackfield.media.embedded;

import static io.jackfield.media.embedded.BrowserClient.EVENTS;
import static io.jackfield.media.embedded.BrowserClient.OPUS;
import static io.jackfield.media.embedded.BrowserClient.PCMU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.RtpClient;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.Setup;
import io.jackfield.media.embedded.rtp.Rtp;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WebRTC legs with a browser's half of ICE, DTLS and SRTP. */
class EmbeddedEngineWebRtcTest {
  private static final LegType PARK = new LegType.Park();
  private static final LegType ECHO = new LegType.Echo();
  private static final SessionId A = new SessionId("a");
  private static final SessionId B = new SessionId("b");

  private final LegEvents eventsA = new LegEvents();
  private final LegEvents eventsB = new LegEvents();
  private EmbeddedEngine engine;

  @BeforeEach
  void open() throws Exception {
    engine =
        EmbeddedEngine.open(
            EmbeddedEngine.Config.on(InetAddress.getLoopbackAddress())
                .withPorts(0, 29500, 29599)
                .withTimeouts(Duration.ofSeconds(30), Duration.ofMillis(200)));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** RFC 5763 5: whatever role the browser leaves us, media comes back. */
  @ParameterizedTest
  @EnumSource(
      value = Setup.class,
      names = {"ACTPASS", "ACTIVE", "PASSIVE"})
  void anOfferedBrowserHearsItself(Setup setup) throws Exception {
    try (BrowserClient one = new BrowserClient(OPUS, PCMU)) {
      MediaLeg leg = engine.open(A, eventsA);
      SessionDescription answer = get(leg.createAnswer(ECHO, one.offer(setup), Optional.empty()));
      assertTrue(answer.isIceLite());
      one.connect(answer);
      eventsA.awaitStatus("webrtc up");
      one.send(111, 5);
      assertEquals(111, Rtp.payloadType(one.receiveMark(5), 0));
      LegStats stats = get(leg.stats());
      assertEquals(Optional.of("opus"), stats.audioCodec());
      assertEquals("DTLS 1.2", stats.details().get("dtls"));
      get(leg.close());
    }
  }

  @Test
  void aBrowserThatAnswersHearsItself() throws Exception {
    try (BrowserClient one = new BrowserClient(OPUS)) {
      MediaLeg leg = engine.open(A, eventsA);
      SessionDescription offer = get(leg.createOffer(ECHO, SdpKind.WEBRTC, Optional.empty()));
      assertEquals(Optional.of(Setup.ACTPASS), offer.setup(offer.media().get(0)));
      get(leg.setAnswer(one.answer(offer)));
      one.connect(offer);
      eventsA.awaitStatus("webrtc up");
      one.send(111, 6);
      assertEquals(111, Rtp.payloadType(one.receiveMark(6), 0));
      get(leg.close());
    }
  }

  @Test
  void aBrowserAndAPhoneHearEachOtherUnderTheirOwnNumbers() throws Exception {
    Codec phoneEvents = Codec.of(101, "telephone-event", 8000, 1, "0-15");
    try (BrowserClient one = new BrowserClient(OPUS, PCMU, EVENTS);
        RtpClient two = new RtpClient(PCMU, phoneEvents)) {
      MediaLeg legA = engine.open(A, eventsA);
      SessionDescription offerA = one.offer(Setup.ACTPASS);
      get(legA.setOffer(offerA));
      MediaLeg legB = engine.open(B, eventsB);
      SessionDescription offerB =
          get(legB.createOffer(new LegType.Bridge(A), SdpKind.RTP, Optional.of(A)));
      get(legB.setAnswer(two.answer(offerB)));
      SessionDescription answerA =
          get(legA.createAnswer(new LegType.Bridge(B), offerA, Optional.of(B)));
      assertTrue(answerA.media().get(0).codecs().get(0).isNamed("PCMU"), "no transcoding");
      get(legB.setType(new LegType.Bridge(A)));
      one.connect(answerA);
      eventsA.awaitStatus("webrtc up");

      one.send(0, 7);
      assertEquals(0, two.receiveMark(7).payloadType());
      two.send(0, 8);
      assertEquals(0, Rtp.payloadType(one.receiveMark(8), 0));
      one.sendDigit(126, 3);
      assertEquals('3', eventsA.digit());
      assertEquals(101, two.receiveMark(3).payloadType());
      two.sendDigit(101, 9);
      assertEquals('9', eventsB.digit());
      assertEquals(126, Rtp.payloadType(one.receiveMark(9), 0));
      two.send(0, 11);
      one.receiveMark(11);
      get(legB.close());
      two.send(0, 12);
      assertTrue(one.hearsNothing(150));
      get(legA.close());
    }
  }

  @Test
  void theBrowsersStreamStaysOneThroughChangesOfType() throws Exception {
    try (BrowserClient one = new BrowserClient(PCMU)) {
      MediaLeg leg = engine.open(A, eventsA);
      SessionDescription answer =
          get(leg.createAnswer(PARK, one.offer(Setup.ACTPASS), Optional.empty()));
      one.connect(answer);
      eventsA.awaitStatus("webrtc up");
      one.send(0, 1);
      assertTrue(one.hearsNothing(100));
      get(leg.setType(ECHO));
      one.send(0, 2);
      byte[] first = one.receiveMark(2);
      get(leg.setType(PARK));
      one.send(0, 3);
      assertTrue(one.hearsNothing(100));
      get(leg.setType(ECHO));
      one.send(0, 4);
      byte[] second = one.receiveMark(4);
      assertEquals((Rtp.sequence(first, 0) + 1) & 0xffff, Rtp.sequence(second, 0));
      assertEquals(Rtp.ssrc(first, 0), Rtp.ssrc(second, 0));
      get(leg.close());
    }
  }

  @Test
  void anIceRestartGetsNewCredentialsAndMediaGoesOn() throws Exception {
    try (BrowserClient one = new BrowserClient(PCMU)) {
      MediaLeg leg = engine.open(A, eventsA);
      SessionDescription answer =
          get(leg.createAnswer(ECHO, one.offer(Setup.ACTPASS), Optional.empty()));
      one.connect(answer);
      eventsA.awaitStatus("webrtc up");
      SessionDescription same = get(leg.renegotiate(one.offer(Setup.ACTPASS)));
      assertEquals(ufrag(answer), ufrag(same), "no restart, no new credentials");
      assertEquals("2", same.origin().sessionVersion());
      SessionDescription again = get(leg.renegotiate(one.restart()));
      assertNotEquals(ufrag(answer), ufrag(again));
      assertEquals(Optional.of(Setup.PASSIVE), again.setup(again.media().get(0)));
      one.check(again);
      one.send(0, 5);
      one.receiveMark(5);
      get(leg.close());
    }
  }

  @Test
  void aBrowserThatComesBackWithNothingAnswersANewOfferAndHearsItself() throws Exception {
    MediaLeg leg = engine.open(A, eventsA);
    SessionDescription answer;
    try (BrowserClient before = new BrowserClient(PCMU)) {
      answer = get(leg.createAnswer(ECHO, before.offer(Setup.ACTPASS), Optional.empty()));
      before.connect(answer);
      eventsA.awaitStatus("webrtc up");
    }
    try (BrowserClient back = new BrowserClient(PCMU)) {
      SessionDescription offer = get(leg.reoffer());
      assertNotEquals(ufrag(answer), ufrag(offer));
      assertEquals("2", offer.origin().sessionVersion());
      assertEquals(Optional.of(Setup.ACTPASS), offer.setup(offer.media().get(0)));
      get(leg.setAnswer(back.answer(offer)));
      back.connect(offer);
      back.send(0, 7);
      back.receiveMark(7);
      get(leg.close());
    }
  }

  private static String ufrag(SessionDescription description) {
    return description.iceUfrag(description.media().get(0)).orElseThrow();
  }

  @Test
  void aBrowserThatGoesIsDownAndThenLost() throws Exception {
    try (BrowserClient one = new BrowserClient(PCMU)) {
      MediaLeg leg = engine.open(A, eventsA);
      SessionDescription answer =
          get(leg.createAnswer(ECHO, one.offer(Setup.ACTPASS), Optional.empty()));
      one.connect(answer);
      eventsA.awaitStatus("webrtc up");
      one.browser.closeDtls();
      eventsA.awaitStatus("webrtc down");
      assertTrue(eventsA.awaitLost().is(Reason.NETWORK_ERROR));
      get(leg.close());
    }
  }

  @Test
  void legsNegotiatedApartAreTranscodedAndSaySo() throws Exception {
    try (BrowserClient one = new BrowserClient(OPUS);
        RtpClient two = new RtpClient(PCMU)) {
      MediaLeg legA = engine.open(A, eventsA);
      one.connect(get(legA.createAnswer(ECHO, one.offer(Setup.ACTPASS), Optional.empty())));
      eventsA.awaitStatus("webrtc up");
      MediaLeg legB = engine.open(B, eventsB);
      two.learn(get(legB.createAnswer(PARK, two.offer(), Optional.empty())));
      get(legB.setType(new LegType.Bridge(A)));
      assertEquals(
          Map.of("transcoding", Map.of("from", "PCMU", "to", "opus")), eventsA.awaitTypeInfo());
      assertEquals(
          Map.of("transcoding", Map.of("from", "opus", "to", "PCMU")), eventsB.awaitTypeInfo());
      for (int i = 0; i < 3; i++) {
        two.send(0, 0xff);
      }
      assertEquals(111, Rtp.payloadType(one.browser.receiveRtp(), 0));
      get(legB.setType(PARK));
      assertEquals(Map.of(), eventsB.awaitTypeInfo());
      get(legA.close());
      get(legB.close());
    }
  }
}
