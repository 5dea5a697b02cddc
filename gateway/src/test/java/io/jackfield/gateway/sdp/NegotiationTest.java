package io.jackfield.gateway.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NegotiationTest {
  private static final Origin OURS = Origin.of(1, "192.0.2.1");
  private static final MediaCapability AUDIO =
      MediaCapability.of(
          "audio",
          List.of(
              Codec.of(111, "opus", 48000, 2, "useinbandfec=1"),
              Codec.of(0, "PCMU", 8000),
              Codec.of(8, "PCMA", 8000),
              Codec.of(101, "telephone-event", 8000, 1, "0-15")));
  private static final MediaCapability VIDEO =
      MediaCapability.of("video", List.of(Codec.of(96, "VP8", 90000)));

  @Test
  void aBrowserOfferAnsweredWithAudioAlone() {
    SessionDescription offer = Sdps.good("chromium-offer");
    Negotiation negotiation = Negotiation.of(offer, List.of(AUDIO));
    assertTrue(negotiation.isAcceptable());
    SessionDescription answer = negotiation.answer(OURS);
    assertEquals(3, answer.media().size());
    assertEquals(
        "v=0\r\n"
            + "o=- 1 1 IN IP4 192.0.2.1\r\n"
            + "s=-\r\n"
            + "t=0 0\r\n"
            + "a=group:BUNDLE 0\r\n"
            + "m=audio 9 UDP/TLS/RTP/SAVPF 111 0 8 126\r\n"
            + "c=IN IP4 0.0.0.0\r\n"
            + "a=mid:0\r\n"
            + "a=sendrecv\r\n"
            + "a=rtcp-mux\r\n"
            + "a=rtpmap:111 opus/48000/2\r\n"
            + "a=fmtp:111 useinbandfec=1\r\n"
            + "a=rtpmap:0 PCMU/8000\r\n"
            + "a=rtpmap:8 PCMA/8000\r\n"
            + "a=rtpmap:126 telephone-event/8000\r\n"
            + "a=fmtp:126 0-15\r\n",
        answer.write().substring(0, answer.write().indexOf("m=video")));
    assertTrue(answer.media().get(1).isRejected());
    assertTrue(answer.media().get(2).isRejected());
    assertEquals(Optional.empty(), AnswerCheck.problem(offer, answer));
  }

  @Test
  void bundleInTheAnswerIsASubsetOfTheOffers() {
    SessionDescription offer = Sdps.good("chromium-offer");
    SessionDescription answer = Negotiation.of(offer, List.of(AUDIO, VIDEO)).answer(OURS);
    assertEquals(Group.bundle(List.of("0", "1")), answer.bundle().orElseThrow());
    assertEquals(Optional.empty(), Negotiation.of(offer, List.of()).answer(OURS).bundle());
  }

  @Test
  void aMismatchNamesTheMLineAndBothLists() {
    SessionDescription offer = Sdps.good("asterisk-offer");
    MediaCapability opusOnly = MediaCapability.of("audio", List.of(Codec.of(18, "G729", 8000)));
    Negotiation negotiation = Negotiation.of(offer, List.of(opusOnly));
    assertFalse(negotiation.isAcceptable());
    Mismatch mismatch = negotiation.mismatch().orElseThrow();
    assertEquals(
        "305 gw.example \"m-line 0 (audio): no common codec; offered G722/8000 PCMU/8000"
            + " PCMA/8000 GSM/8000 opus/48000/2 telephone-event/8000; supported G729/8000\"",
        mismatch.header("gw.example"));
  }

  @Test
  void aMismatchOfKindIsToldToo() {
    SessionDescription offer =
        SdpParser.parse(
            "v=0\no=- 1 1 IN IP4 192.0.2.1\nc=IN IP4 192.0.2.1\nm=image 4000 udptl t38\n");
    Mismatch mismatch = Negotiation.of(offer, List.of(AUDIO)).mismatch().orElseThrow();
    assertEquals(
        "304 gw \"m-line 0 (image): not supported; supported audio\"", mismatch.header("gw"));
  }

  @Test
  void soundOverNoRtpIsRefusedAndADataChannelNeedsNoCodec() {
    SessionDescription offer =
        SdpParser.parse(
            "v=0\no=- 1 1 IN IP4 192.0.2.1\nc=IN IP4 192.0.2.1\nm=audio 4000 TCP/OTHER x\n"
                + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\n");
    Negotiation negotiation =
        Negotiation.of(offer, List.of(AUDIO, MediaCapability.of("application", List.of())));
    assertFalse(negotiation.sections().get(0).accepted());
    assertTrue(negotiation.sections().get(1).accepted());
  }

  @Test
  void anOffersTextCannotEndTheWarning() {
    SessionDescription offer =
        SdpParser.parse(
            "v=0\no=- 1 1 IN IP4 192.0.2.1\nc=IN IP4 192.0.2.1\nm=audio 4000 RTP/AVP 99\n"
                + "a=rtpmap:99 x\"y\\/8000\n");
    String header = Negotiation.of(offer, List.of(AUDIO)).mismatch().orElseThrow().header("gw");
    assertEquals(2, header.chars().filter(c -> c == '"').count(), header);
    assertFalse(header.contains("\\"), header);
  }

  @Test
  void rfc3264SectionTenOne() {
    SessionDescription offer = Sdps.good("rfc3264-10-1-offer");
    MediaCapability h261 = MediaCapability.of("video", List.of(Codec.of(99, "MPV", 90000)));
    SessionDescription answer = Negotiation.of(offer, List.of(AUDIO, h261)).answer(OURS);
    assertEquals(List.of(9, 0, 9), answer.media().stream().map(MediaDescription::port).toList());
    assertEquals(List.of("32"), answer.media().get(2).formats());
  }

  @Test
  void aCapabilityServesOneSection() {
    SessionDescription offer = Sdps.good("rfc8866-section-5");
    SessionDescription answer = Negotiation.of(offer, List.of(AUDIO)).answer(OURS);
    assertEquals(List.of(9, 0, 0), answer.media().stream().map(MediaDescription::port).toList());
  }

  @Test
  void directionIsReversed() {
    SessionDescription offer = Sdps.good("rfc4566-section-5");
    Negotiation negotiation = Negotiation.of(offer, List.of(AUDIO));
    assertEquals(Direction.SENDONLY, negotiation.sections().get(0).direction());
  }

  @Test
  void aWrongAnswerIsNamed() {
    SessionDescription offer = Sdps.good("chromium-offer");
    SessionDescription answer = Negotiation.of(offer, List.of(AUDIO)).answer(OURS);
    SessionDescription twoLines = answer.withMedia(answer.media().subList(0, 2));
    assertEquals(
        Optional.of("answer with 3 m-lines expected, got 2"), AnswerCheck.problem(offer, twoLines));
    SessionDescription wrongCodec =
        answer.withMedia(0, m -> m.withCodecs(List.of(Codec.of(18, "G729", 8000))));
    String problem = AnswerCheck.problem(offer, wrongCodec).orElseThrow();
    assertTrue(problem.startsWith("m-line 0 (audio): no common codec; offered G729"), problem);
    SessionDescription swapped =
        answer.withMedia(
            List.of(answer.media().get(1), answer.media().get(0), answer.media().get(2)));
    assertEquals(
        Optional.of("m-line 0: audio expected, got 'video'"), AnswerCheck.problem(offer, swapped));
  }
}
