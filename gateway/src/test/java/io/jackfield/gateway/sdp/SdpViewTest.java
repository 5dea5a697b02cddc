package io.jackfield.gateway.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdpViewTest {
  @ParameterizedTest
  @CsvSource({
    "asterisk-offer, RTP",
    "baresip-offer, RTP",
    "baresip-ice-offer, RTP",
    "baresip-dtls-offer, WEBRTC",
    "bundle-only-offer, WEBRTC",
    "chromium-offer, WEBRTC",
    "chromium-offer-trickle, WEBRTC",
    "firefox-offer, WEBRTC",
    "freeswitch-answer-webrtc, WEBRTC",
    "freeswitch-offer-rtp, RTP",
    "kurento-offer, WEBRTC",
    "phone-hold-old-style, RTP",
    "trunk-sdes-offer, RTP"
  })
  void theTransportIsTold(String name, SdpKind kind) {
    assertEquals(kind, Sdps.good(name).kind());
  }

  @Test
  void aRefusedBrowserSectionDoesNotMakeAPhoneABrowser() {
    SessionDescription phone = Sdps.good("baresip-offer");
    MediaDescription refused = Sdps.good("chromium-offer").media().get(1).rejected();
    assertEquals(SdpKind.RTP, phone.withMedia(List.of(phone.media().get(0), refused)).kind());
  }

  @Test
  void codecsArePutTogetherFromTheirLines() {
    List<Codec> codecs = Sdps.good("chromium-offer").media().get(0).codecs();
    assertEquals(
        List.of(
            "opus/48000/2",
            "red/48000/2",
            "G722/8000",
            "PCMU/8000",
            "PCMA/8000",
            "CN/8000",
            "telephone-event/48000",
            "telephone-event/8000"),
        codecs.stream().map(Codec::encoding).toList());
    Codec opus = codecs.get(0);
    assertEquals(111, opus.payloadType());
    assertEquals(List.of("transport-cc"), opus.rtcpFeedback());
    assertEquals(Optional.of("1"), opus.parameter("useinbandfec"));
  }

  @Test
  void staticPayloadTypesNeedNoRtpmap() {
    List<Codec> codecs = Sdps.good("trunk-sdes-offer").media().get(0).codecs();
    assertEquals(
        List.of("PCMA/8000", "PCMU/8000", "telephone-event/8000"),
        codecs.stream().map(Codec::encoding).toList());
    assertEquals("G729/8000", Codec.ofStatic(18).orElseThrow().encoding());
  }

  @Test
  void wildcardFeedbackHoldsForEachCodec() {
    for (Codec codec : Sdps.good("linphone-offer").media().get(0).codecs()) {
      assertEquals(List.of("trr-int 1000", "ccm tmmbr"), codec.rtcpFeedback());
    }
  }

  @Test
  void newCodecLinesTakeThePlaceOfTheOld() {
    MediaDescription media = Sdps.good("asterisk-offer").media().get(0);
    MediaDescription changed = media.withCodecs(List.of(Codec.of(8, "PCMA", 8000)));
    assertEquals(List.of("8"), changed.formats());
    assertEquals(
        List.of("a=rtpmap:8 PCMA/8000", "a=ptime:20", "a=maxptime:60", "a=sendrecv"),
        changed.attributes().stream().map(Attribute::toString).toList());
  }

  @Test
  void transportFallsBackToTheSessionPart() {
    SessionDescription sdp = Sdps.good("firefox-offer");
    MediaDescription video = sdp.media().get(1);
    assertEquals("sha-256", sdp.fingerprints(video).get(0).algorithm());
    assertEquals(Optional.of(Setup.ACTPASS), sdp.setup(video));
    assertEquals(Optional.of("0a1b2c3d"), sdp.iceUfrag(video));
  }

  @Test
  void transportFallsBackToTheTaggedSectionOfItsBundle() {
    SessionDescription sdp = Sdps.good("bundle-only-offer");
    MediaDescription video = sdp.media().get(1);
    assertFalse(video.isRejected());
    assertEquals(Optional.of("abcd"), sdp.iceUfrag(video));
    assertEquals(Optional.of(Setup.ACTPASS), sdp.setup(video));
  }

  @Test
  void aCertificateIsMatchedByItsDigest() {
    SessionDescription sdp = Sdps.good("baresip-dtls-offer");
    Fingerprint fingerprint = sdp.fingerprints(sdp.media().get(0)).get(0);
    assertEquals("sha-256", fingerprint.algorithm());
    assertTrue(fingerprint.matches(fingerprint.digest()));
    assertFalse(fingerprint.matches(new byte[32]));
    assertEquals(fingerprint, Fingerprint.of("SHA-256", fingerprint.digest()));
  }

  @Test
  void holdIsSeenInBothStyles() {
    SessionDescription old = Sdps.good("phone-hold-old-style");
    assertTrue(old.isHeld(old.media().get(0)));
    SessionDescription inactive = Sdps.good("rfc3264-10-2-offer");
    assertTrue(inactive.isHeld(inactive.media().get(0)));
    SessionDescription browser = Sdps.good("chromium-offer-trickle");
    assertFalse(browser.isHeld(browser.media().get(0)), "0.0.0.0 is no hold with ICE");
    SessionDescription session = Sdps.good("rfc4566-section-5");
    assertEquals(Direction.RECVONLY, session.direction(session.media().get(0)));
  }

  @Test
  void smallViews() {
    SessionDescription linphone = Sdps.good("linphone-offer");
    assertEquals(OptionalInt.of(51372), linphone.media().get(0).rtcpPort());
    assertTrue(linphone.media().get(1).isRejected());
    assertEquals(1, linphone.media().stream().filter(m -> !m.isRejected()).count());
    SessionDescription odd = Sdps.good("phone-odd-habits");
    assertEquals(OptionalInt.empty(), odd.media().get(0).ptime());
    assertEquals(OptionalInt.of(20), Sdps.good("asterisk-offer").media().get(0).ptime());
    SessionDescription multicast = Sdps.good("rfc4566-section-5");
    assertEquals(2, multicast.media().get(0).portCount());
    assertEquals("224.2.1.1", multicast.connection(multicast.media().get(1)).orElseThrow().host());
    CryptoAttribute crypto = Sdps.good("trunk-sdes-offer").media().get(0).crypto().get(1);
    assertEquals(List.of("KDR=1", "UNENCRYPTED_SRTCP"), crypto.sessionParams());
    assertEquals("4", Origin.parse("- 1 3 IN IP4 192.0.2.1").nextVersion().sessionVersion());
  }

  @ParameterizedTest
  @CsvSource({
    "SENDRECV, SENDRECV, SENDRECV",
    "SENDONLY, SENDRECV, RECVONLY",
    "RECVONLY, SENDRECV, SENDONLY",
    "INACTIVE, SENDRECV, INACTIVE",
    "SENDRECV, RECVONLY, RECVONLY",
    "SENDONLY, SENDONLY, INACTIVE"
  })
  void rfc3264AnswerDirections(Direction offer, Direction wanted, Direction answer) {
    assertEquals(answer, offer.answer(wanted));
  }

  @ParameterizedTest
  @CsvSource({
    "ACTPASS, ACTIVE, ACTIVE",
    "ACTPASS, PASSIVE, PASSIVE",
    "ACTIVE, ACTIVE, PASSIVE",
    "PASSIVE, PASSIVE, ACTIVE",
    "HOLDCONN, ACTIVE, HOLDCONN"
  })
  void rfc4145AnswerRoles(Setup offer, Setup preferred, Setup answer) {
    assertEquals(answer, offer.answer(preferred));
  }
}
