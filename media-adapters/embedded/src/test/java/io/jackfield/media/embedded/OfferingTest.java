package io.jackfield.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.PayloadFormat;
import io.jackfield.media.embedded.relay.StreamConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferingTest {
  private static final Origin ORIGIN = Origin.of(1, "127.0.0.1");

  @Test
  void aFreeOfferHasAllAudioCodecsAndNoVideo() {
    SessionDescription offer = Offering.of(SdpKind.RTP, LegFace.BLANK).bare(ORIGIN);
    assertEquals(1, offer.media().size());
    assertEquals(List.of(111, 9, 0, 8, 110, 101), Offers.types(offer.media().get(0)));
    assertEquals("RTP/AVP", offer.media().get(0).protocol());
    assertEquals(SdpKind.RTP, offer.kind());
    assertFalse(offer.media().get(0).rtcpMux());
  }

  @Test
  void aBrowserIsOfferedOneBundle() {
    LegFace far = Answering.of(Offers.file("chromium-offer"), LegFace.BLANK).face();
    SessionDescription offer = Offering.of(SdpKind.WEBRTC, far).bare(ORIGIN);
    assertEquals(SdpKind.WEBRTC, offer.kind());
    assertEquals(List.of("0", "1"), offer.bundle().orElseThrow().mids());
    assertTrue(offer.media().stream().allMatch(m -> m.rtcpMux()));
    assertEquals("opus", offer.media().get(0).codecs().get(0).name());
    assertEquals("VP8", offer.media().get(1).codecs().get(0).name());
    List<Integer> all =
        offer.media().stream().flatMap(m -> Offers.types(m).stream()).distinct().toList();
    int count = offer.media().stream().mapToInt(m -> m.codecs().size()).sum();
    assertEquals(count, all.size(), "one number, one codec: the bundle tells streams by it");
  }

  @Test
  void theOfferKeepsToTheFarLegInItsOrderUnderOurNumbers() {
    LegFace far = Answering.of(Offers.file("baresip-offer"), LegFace.BLANK).face();
    SessionDescription offer = Offering.of(SdpKind.WEBRTC, far).bare(ORIGIN);
    assertEquals(List.of(111, 0, 8, 101), Offers.types(offer.media().get(0)));
  }

  @Test
  void aFarLegWithNothingOfOursIsNamed() {
    LegFace far = Offers.far(MediaKind.AUDIO, Codec.of(18, "G729", 8000));
    String text = Offers.refusal(Reason.NOT_ACCEPTABLE, () -> Offering.of(SdpKind.RTP, far));
    assertTrue(text.contains("m-line 0 (audio)"), text);
    assertTrue(text.contains("G729"), text);
    assertTrue(text.contains("opus G722 PCMU PCMA"), text);
  }

  private static List<SectionPlan> agreed(SessionDescription answer) {
    Offering offering = Offering.of(SdpKind.RTP, LegFace.BLANK);
    return offering.agreed(offering.bare(ORIGIN), answer);
  }

  @Test
  void theAnswersNumbersAreForSendingAndOursForReceiving() {
    StreamConfig stream =
        agreed(
            Offers.audio(
                "97 8 100",
                "rtpmap:97 opus/48000/2",
                "rtpmap:100 telephone-event/8000",
                "sendrecv"))
            .get(0)
            .stream();
    assertEquals(List.of(97, 8, 100), numbers(stream.send()));
    assertEquals(List.of(111, 8, 101), numbers(stream.receive()));
    assertTrue(stream.sending() && stream.receiving());
  }

  private static List<Integer> numbers(List<PayloadFormat> formats) {
    return formats.stream().map(PayloadFormat::payloadType).toList();
  }

  @Test
  void anAnswerMayHold() {
    assertEquals(Direction.RECVONLY, agreed(Offers.audio("0", "sendonly")).get(0).direction());
    assertEquals(Direction.INACTIVE, agreed(Offers.audio("0", "inactive")).get(0).direction());
  }

  @Test
  void anAnswerWithoutACommonCodecIsRefused() {
    String text = Offers.refusal(Reason.NOT_ACCEPTABLE, () -> agreed(Offers.audio("18")));
    assertTrue(text.contains("G729"), text);
  }

  @Test
  void anAnswerThatRefusesAllIsRefused() {
    SessionDescription answer = Offers.audio("0").withMedia(0, m -> m.withPort(0));
    String text = Offers.refusal(Reason.NOT_ACCEPTABLE, () -> agreed(answer));
    assertTrue(text.contains("refused by the answer"), text);
  }

  @Test
  void anAnswerWithOtherSectionsIsNone() {
    String text =
        Offers.refusal(Reason.NOT_ACCEPTABLE, () -> agreed(Offers.file("freeswitch-offer-rtp")));
    assertTrue(text.contains("1 m-lines expected"), text);
  }
}
