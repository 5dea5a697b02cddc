package io.jackfield.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.AnswerCheck;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.relay.MediaKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsweringTest {
  private static final Origin ORIGIN = Origin.of(1, "127.0.0.1");
  private static final Codec OPUS = Codec.of(96, "opus", 48000, 2, "");
  private static final Codec PCMU = Codec.of(0, "PCMU", 8000);
  private static final Codec PCMA = Codec.of(8, "PCMA", 8000);
  private static final Codec EVENTS = Codec.of(101, "telephone-event", 8000, 1, "0-15");

  private static SessionDescription answer(SessionDescription offer) {
    return answer(offer, LegFace.BLANK);
  }

  private static SessionDescription answer(SessionDescription offer, LegFace far) {
    SessionDescription answer = Answering.of(offer, far).bare(ORIGIN);
    assertEquals(Optional.empty(), AnswerCheck.problem(offer, answer));
    return answer;
  }

  @Test
  void chromiumGetsItsAudioAndVideoUnderItsNumbersAndNoDataChannel() {
    SessionDescription answer = answer(Offers.file("chromium-offer"));
    assertEquals(List.of(111, 9, 0, 8, 110, 126), Offers.types(answer.media().get(0)));
    assertEquals("minptime=10;useinbandfec=1", answer.media().get(0).codecs().get(0).fmtp());
    MediaDescription video = answer.media().get(1);
    assertEquals("VP8", video.codecs().get(0).name());
    assertTrue(video.codecs().stream().noneMatch(Codec::isAuxiliary), "no rtx, red or fec");
    assertTrue(video.codecs().get(0).rtcpFeedback().contains("nack pli"));
    assertTrue(
        video.codecs().stream().noneMatch(c -> c.rtcpFeedback().contains("transport-cc")),
        "only feedback that is understood");
    assertTrue(answer.media().get(2).isRejected(), "the data channel");
    assertEquals(List.of("0", "1"), answer.bundle().orElseThrow().mids());
    assertEquals(
        List.of("4 urn:ietf:params:rtp-hdrext:sdes:mid"), answer.media().get(0).values("extmap"));
  }

  @Test
  void firefoxKeepsItsNumbers() {
    SessionDescription answer = answer(Offers.file("firefox-offer"));
    assertEquals(List.of(109, 9, 0, 8, 101), Offers.types(answer.media().get(0)));
  }

  @Test
  void baresipKeepsItsNumbers() {
    SessionDescription answer = answer(Offers.file("baresip-offer"));
    assertEquals(List.of(96, 0, 8, 101), Offers.types(answer.media().get(0)));
    assertEquals("RTP/AVP", answer.media().get(0).protocol());
  }

  @Test
  void freeswitchGetsAudioAndVideoWithoutComfortNoise() {
    SessionDescription answer = answer(Offers.file("freeswitch-offer-rtp"));
    assertEquals(List.of(102, 0, 8, 104, 101), Offers.types(answer.media().get(0)));
    assertEquals(List.of(103), Offers.types(answer.media().get(1)));
  }

  @Test
  void aPhoneOfOddHabitsIsAnswered() {
    SessionDescription answer = answer(Offers.file("phone-odd-habits"));
    assertEquals(List.of(0, 8, 101), Offers.types(answer.media().get(0)));
  }

  @ParameterizedTest
  @CsvSource({
    "sendrecv, SENDRECV",
    "sendonly, RECVONLY",
    "recvonly, SENDONLY",
    "inactive, INACTIVE"
  })
  void theDirectionIsReversed(String offered, Direction answered) {
    Answering answering = Answering.of(Offers.audio("0", offered), LegFace.BLANK);
    assertEquals(answered, answering.plans().get(0).direction());
    SessionDescription answer = answering.bare(ORIGIN);
    assertEquals(answered, answer.direction(answer.media().get(0)));
  }

  @Test
  void theOldHoldByAddressIsSentNothing() {
    Answering answering = Answering.of(Offers.file("phone-hold-old-style"), LegFace.BLANK);
    assertEquals(Direction.RECVONLY, answering.plans().get(0).direction());
  }

  @Test
  void theFarLegsCodecsAreTheOnlyOnesAndInItsOrder() {
    LegFace far = Offers.far(MediaKind.AUDIO, PCMA, PCMU, EVENTS);
    SessionDescription answer = answer(Offers.file("chromium-offer"), far);
    assertEquals(List.of(8, 0, 126), Offers.types(answer.media().get(0)));
    assertTrue(answer.media().get(1).isRejected(), "the far leg has no video");
    assertEquals(List.of("0"), answer.bundle().orElseThrow().mids());
  }

  @Test
  void aFarLegThatHasNothingInCommonIsTranscoded() {
    LegFace far = Offers.far(MediaKind.AUDIO, OPUS);
    SessionDescription answer =
        answer(Offers.audio("8 101", "rtpmap:101 telephone-event/8000"), far);
    assertEquals(List.of(8, 101), Offers.types(answer.media().get(0)));
  }

  @Test
  void aFarLegThatHasNothingOfOursIsNamed() {
    LegFace far = Offers.far(MediaKind.AUDIO, Codec.of(18, "G729", 8000));
    String text =
        Offers.refusal(
            Reason.NOT_ACCEPTABLE,
            () -> Answering.of(Offers.audio("8 101", "rtpmap:101 telephone-event/8000"), far));
    assertTrue(text.contains("m-line 0 (audio)"), text);
    assertTrue(text.contains("PCMA"), text);
  }

  @Test
  void noCommonCodecNamesBothLists() {
    String text =
        Offers.refusal(
            Reason.NOT_ACCEPTABLE, () -> Answering.of(Offers.audio("18 4"), LegFace.BLANK));
    assertTrue(text.contains("G729"), text);
    assertTrue(text.contains("opus/48000/2"), text);
  }

  @Test
  void eventsAloneAreNoCodec() {
    SessionDescription offer = Offers.audio("101", "rtpmap:101 telephone-event/8000");
    Offers.refusal(Reason.NOT_ACCEPTABLE, () -> Answering.of(offer, LegFace.BLANK));
  }

  @Test
  void anUnknownProtocolIsRefusedByName() {
    SessionDescription offer = Offers.audio("0").withMedia(0, m -> m.withProtocol("RTP/XAVP"));
    String text = Offers.refusal(Reason.NOT_ACCEPTABLE, () -> Answering.of(offer, LegFace.BLANK));
    assertTrue(text.contains("RTP/XAVP"), text);
  }

  @Test
  void keysThatAskForMoreThanWeDoAreNamed() {
    SessionDescription offer = Offers.file("trunk-sdes-offer");
    List<SectionPlan> plans = Answering.of(offer, LegFace.BLANK).plans();
    String text = Offers.refusal(Reason.NOT_ACCEPTABLE, () -> RtpMedia.checkRemote(offer, plans));
    assertTrue(text.contains("AES_CM_128_HMAC_SHA1_80"), text);
    assertFalse(text.contains("AAAAA"), "no key in the text");
  }

  @Test
  void anOfferOfNothingIsRefused() {
    SessionDescription offer = Offers.audio("0").withMedia(0, m -> m.withPort(0));
    String text = Offers.refusal(Reason.NOT_ACCEPTABLE, () -> Answering.of(offer, LegFace.BLANK));
    assertTrue(text.contains("no audio or video"), text);
  }

  @Test
  void videoOutsideTheBundleIsRefused() {
    SessionDescription offer = Offers.file("chromium-offer").without(a -> a.is("group"));
    SessionDescription answer = answer(offer);
    assertTrue(answer.media().get(1).isRejected());
  }

  @Test
  void missingCredentialsFingerprintsOrMuxAreNamed() {
    SessionDescription good = Offers.file("chromium-offer");
    assertTrue(remote(good, "ice-ufrag").contains("ICE credentials"));
    assertTrue(remote(good, "ice-pwd").contains("ICE credentials"));
    assertTrue(remote(good, "fingerprint").contains("fingerprint"));
    assertTrue(remote(good, "rtcp-mux").contains("rtcp-mux"));
    assertTrue(remote(Offers.file("baresip-dtls-offer"), "none").contains("ICE credentials"));
  }

  private static String remote(SessionDescription offer, String without) {
    SessionDescription bad = offer.withEachMedia(m -> m.without(without));
    List<SectionPlan> plans = Answering.of(bad, LegFace.BLANK).plans();
    return Offers.refusal(Reason.NOT_ACCEPTABLE, () -> WebRtcMedia.checkRemote(bad, plans));
  }

  @Test
  void anAddressMustBeOne() {
    for (String host : List.of("phone.example", "224.0.0.1", "300.1.1.1")) {
      SessionDescription offer =
          Offers.audio("0").withConnection(io.jackfield.gateway.sdp.Connection.of(host));
      List<SectionPlan> plans = Answering.of(offer, LegFace.BLANK).plans();
      String text = Offers.refusal(Reason.NOT_ACCEPTABLE, () -> RtpMedia.checkRemote(offer, plans));
      assertTrue(text.contains("c="), text);
    }
  }
}
