package io.jackfield.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
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
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.sdp.SessionDescription;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the descriptions of publishers and listeners say about video. */
class EmbeddedSfuTest {
  private static final SessionId ANA = new SessionId("ana");
  private static final SessionId BO = new SessionId("bo");

  private EmbeddedEngine engine;
  private MediaRoom room;

  @BeforeEach
  void open() throws Exception {
    engine =
        EmbeddedEngine.open(
            EmbeddedEngine.Config.on(InetAddress.getLoopbackAddress()).withPorts(0, 29600, 29699));
    room = get(engine.openRoom(new RoomId("r"), RoomSpec.of(RoomClass.SFU), new RoomEvents()));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static List<String> names(MediaDescription section) {
    return section.codecs().stream()
        .filter(c -> !c.isAuxiliary())
        .map(Codec::name)
        .distinct()
        .toList();
  }

  @Test
  void aListenerIsOfferedTheCodecsOfItsPublisher() throws Exception {
    MediaLeg publisher = engine.open(ANA, new LegEvents());
    SessionDescription answer =
        get(
            publisher.createAnswer(
                new LegType.Publish(room.id()), Offers.file("chromium-offer"), Optional.empty()));
    MediaDescription video = answer.media().get(1);
    assertTrue(video.port() > 0, "the publisher's video is taken");
    assertTrue(
        video.codecs().get(0).rtcpFeedback().containsAll(List.of("nack", "nack pli", "ccm fir")),
        video.codecs().get(0).toString());
    MediaLeg listener = engine.open(BO, new LegEvents());
    SessionDescription offer =
        get(listener.createOffer(new LegType.Listen(ANA), SdpKind.WEBRTC, Optional.empty()));
    assertEquals(names(answer.media().get(0)), names(offer.media().get(0)));
    assertEquals(names(video), names(offer.media().get(1)));
    SessionDescription phone =
        get(
            engine
                .open(new SessionId("phone"), new LegEvents())
                .createOffer(new LegType.Listen(ANA), SdpKind.RTP, Optional.empty()));
    assertEquals("RTP/AVPF", phone.media().get(1).protocol());
    assertTrue(phone.media().get(1).port() > 0, "its video has a port of its own");
  }

  @Test
  void aBrowserThatIsToPublishIsOfferedVideo() throws Exception {
    MediaLeg publisher = engine.open(ANA, new LegEvents());
    SessionDescription offer =
        get(
            publisher.createOffer(
                new LegType.Publish(room.id()), SdpKind.WEBRTC, Optional.empty()));
    assertEquals(List.of("VP8", "VP9", "H264"), names(offer.media().get(1)));
    assertEquals(2, offer.bundle().orElseThrow().mids().size());
  }

  @Test
  void aPhoneThatOffersVideoGetsIt() throws Exception {
    SessionDescription offer =
        SdpParser.parse(
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + "m=audio 4000 RTP/AVP 0\r\n"
                + "m=video 4002 RTP/AVP 97 98\r\n"
                + "a=rtpmap:97 H264/90000\r\na=fmtp:97 profile-level-id=42e01f\r\n"
                + "a=rtpmap:98 VP8/90000\r\n");
    MediaLeg leg = engine.open(ANA, new LegEvents());
    SessionDescription answer = get(leg.createAnswer(new LegType.Echo(), offer, Optional.empty()));
    assertTrue(answer.media().get(1).port() > 0);
    assertEquals(List.of("H264", "VP8"), names(answer.media().get(1)));
  }

  @Test
  void onlyAPublisherCanBeListenedTo() throws Exception {
    get(
        engine
            .open(ANA, new LegEvents())
            .createAnswer(new LegType.Echo(), Offers.file("chromium-offer"), Optional.empty()));
    try {
      get(
          engine
              .open(BO, new LegEvents())
              .createOffer(new LegType.Listen(ANA), SdpKind.WEBRTC, Optional.empty()));
      throw new AssertionError("refused");
    } catch (ExecutionException e) {
      Failure failure = ((FailureException) e.getCause()).failure();
      assertTrue(failure.is(Reason.INVALID_PUBLISHER), failure.toString());
    }
  }
}
