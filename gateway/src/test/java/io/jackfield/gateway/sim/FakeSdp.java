package io.jackfield.gateway.sim;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.Connection;
import io.jackfield.gateway.sdp.MediaCapability;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.Mismatch;
import io.jackfield.gateway.sdp.Negotiation;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import java.util.List;
import java.util.stream.Stream;

/** Descriptions of an engine that sends no packet. */
final class FakeSdp {
  private static final List<Codec> AUDIO =
      List.of(
          Codec.of(0, "PCMU", 8000),
          Codec.of(8, "PCMA", 8000),
          Codec.of(111, "opus", 48000, 2, "useinbandfec=1"),
          Codec.of(101, "telephone-event", 8000));

  /** Digits are offered to everybody, whatever the leg it joins can do. */
  private static List<Codec> withDigits(List<Codec> codecs) {
    return Stream.concat(
            codecs.stream().filter(c -> !c.isTelephoneEvent()),
            AUDIO.stream().filter(Codec::isTelephoneEvent))
        .toList();
  }

  private static final MediaCapability VIDEO =
      MediaCapability.of("video", List.of(Codec.of(96, "VP8", 90000)));

  private static final Origin ORIGIN = Origin.of(1, "127.0.0.1");
  private static final int PORT = 4000;

  private FakeSdp() {}

  /** An offer of audio with the codecs of the leg it will join, of all when there is none. */
  static SessionDescription offer(SdpKind kind, List<Codec> joined, boolean whole) {
    boolean web = kind == SdpKind.WEBRTC;
    MediaDescription audio =
        MediaDescription.of("audio", PORT, web ? "UDP/TLS/RTP/SAVPF" : "RTP/AVP", List.of())
            .withCodecs(joined.isEmpty() ? AUDIO : withDigits(joined));
    SessionDescription bare =
        SessionDescription.of(
            ORIGIN, List.of(web ? audio.withAttribute(Attribute.of("mid", "0")) : audio));
    return placed(bare, kind, "actpass", whole);
  }

  /** The codecs an offer and the engine share, those of the leg it joins alone if it has any. */
  static List<Codec> common(SessionDescription offer) {
    return negotiation(offer).sections().stream()
        .filter(s -> s.accepted() && s.offered().isAudio())
        .flatMap(s -> s.codecs().stream())
        .toList();
  }

  private static Negotiation negotiation(SessionDescription offer) {
    Negotiation negotiation =
        Negotiation.of(offer, List.of(MediaCapability.of("audio", AUDIO), VIDEO));
    if (!negotiation.isAcceptable()) {
      Failure failure = Failure.of(Reason.NOT_ACCEPTABLE);
      throw new FailureException(
          negotiation.mismatch().map(Mismatch::text).map(failure::withDetail).orElse(failure));
    }
    return negotiation;
  }

  static SessionDescription answer(SessionDescription offer, boolean whole) {
    return placed(negotiation(offer).answer(ORIGIN), offer.kind(), "active", whole);
  }

  private static SessionDescription placed(
      SessionDescription bare, SdpKind kind, String setup, boolean whole) {
    return bare.withEachMedia(
        m -> {
          if (m.isRejected()) {
            return m;
          }
          MediaDescription placed = m.withPort(PORT).withConnection(Connection.of("127.0.0.1"));
          if (kind == SdpKind.RTP) {
            return placed;
          }
          MediaDescription secured =
              placed.withAttributes(
                  Attribute.of("ice-ufrag", "efgh"),
                  Attribute.of("ice-pwd", "abcdefghijklmnopqrstuv"),
                  Attribute.of("setup", setup),
                  Attribute.of(
                      "fingerprint",
                      "sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"
                          + "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"));
          return whole
              ? secured.withAttribute(
                  Attribute.of("candidate", "1 1 udp 2130706431 127.0.0.1 4000 typ host"))
              : secured;
        });
  }
}
