package io.jackfield.gateway.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecMatchTest {
  private static final List<Codec> PHONE =
      List.of(
          Codec.of(0, "PCMU", 8000),
          Codec.of(8, "PCMA", 8000),
          Codec.of(101, "telephone-event", 8000, 1, "0-15"));

  /** "name/clock[/channels] fmtp" to a codec. */
  private static Codec codec(String text) {
    String[] parts = text.strip().split(" ", 2);
    Codec codec = CodecLines.rtpmap("96 " + parts[0]);
    return parts.length == 1 ? codec : codec.withFmtp(parts[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "PCMU/8000, pcmu/8000/1, true",
    "PCMU/8000, PCMA/8000, false",
    "PCMU/8000, PCMU/16000, false",
    "opus/48000/2, OPUS/48000/2, true",
    "opus/48000/2, opus/48000, true",
    "opus/48000/2 stereo=1, opus/48000/2 useinbandfec=1, true",
    "L16/44100/2, L16/44100, false",
    "G722/8000, G722/16000, true",
    "telephone-event/8000, telephone-event/48000, false",
    "VP8/90000, VP8/90000, true",
    "VP9/90000, VP9/90000 profile-id=0, true",
    "VP9/90000 profile-id=2, VP9/90000 profile-id=0, false",
    "H264/90000 packetization-mode=1;profile-level-id=42e01f, H264/90000 packetization-mode=1; profile-level-id=42E034, true",
    "H264/90000 packetization-mode=1;profile-level-id=42e01f, H264/90000 profile-level-id=42e01f, false",
    "H264/90000 profile-level-id=42e01f, H264/90000 profile-level-id=42c01f, true",
    "H264/90000 profile-level-id=42e01f, H264/90000 profile-level-id=42001f, false",
    "H264/90000 profile-level-id=42001f, H264/90000, true",
    "H264/90000 profile-level-id=640c1f, H264/90000 profile-level-id=64001f, false",
    "H264/90000 profile-level-id=zzzzzz, H264/90000, true",
    "AMR/8000 octet-align=1, AMR/8000, false"
  })
  void sameCodec(String a, String b, boolean same) {
    assertEquals(same, CodecMatch.same(codec(a), codec(b)));
    assertEquals(same, CodecMatch.same(codec(b), codec(a)));
  }

  @Test
  void theAnswerKeepsTheOffersOrderAndPayloadTypes() {
    List<Codec> offered = Sdps.good("chromium-offer").media().get(0).codecs();
    List<Codec> common = CodecMatch.intersect(offered, PHONE);
    assertEquals(List.of(0, 8, 126), common.stream().map(Codec::payloadType).toList());
    assertEquals("0-15", common.get(2).fmtp());
  }

  @Test
  void eventsAreKeptForTheClockRateOfTheSound() {
    List<Codec> offered = Sdps.good("chromium-offer").media().get(0).codecs();
    List<Codec> own =
        List.of(
            Codec.of(0, "PCMU", 8000),
            Codec.of(101, "telephone-event", 8000),
            Codec.of(102, "telephone-event", 48000));
    assertEquals(
        List.of(0, 126),
        CodecMatch.intersect(offered, own).stream().map(Codec::payloadType).toList());
  }

  @Test
  void eventsAloneAreNoCommonCodec() {
    List<Codec> offered =
        List.of(Codec.of(18, "G729", 8000), Codec.of(101, "telephone-event", 8000));
    assertTrue(CodecMatch.intersect(offered, PHONE).isEmpty());
  }

  @Test
  void repetitionStaysWithWhatItRepeats() {
    List<Codec> offered = Sdps.good("firefox-offer").media().get(1).codecs();
    List<Codec> own =
        List.of(
            Codec.of(96, "VP8", 90000).withRtcpFeedback(List.of("nack", "nack pli")),
            Codec.of(97, "rtx", 90000, 1, "apt=96"));
    List<Codec> common = CodecMatch.intersect(offered, own);
    assertEquals(List.of(120, 124), common.stream().map(Codec::payloadType).toList());
    assertEquals("apt=120", common.get(1).fmtp());
    assertEquals(List.of("nack", "nack pli"), common.get(0).rtcpFeedback());
  }

  @ParameterizedTest
  @CsvSource({
    "profile-level-id=42e01f, profile-level-id=42e034, profile-level-id=42e01f",
    "profile-level-id=42e034, profile-level-id=42e01f, profile-level-id=42e01f",
    "profile-level-id=42e01f;level-asymmetry-allowed=1, profile-level-id=42e034;level-asymmetry-allowed=1, profile-level-id=42e034;level-asymmetry-allowed=1",
    "profile-level-id=42001f, packetization-mode=0, profile-level-id=42001f"
  })
  void h264AnswersTheLowerLevelUnlessAsymmetric(String offer, String own, String answer) {
    List<Codec> common =
        CodecMatch.intersect(
            List.of(Codec.of(102, "H264", 90000, 1, offer)),
            List.of(Codec.of(99, "H264", 90000, 1, own)));
    assertEquals(answer, common.get(0).fmtp());
  }
}
