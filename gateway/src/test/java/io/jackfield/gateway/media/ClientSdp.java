package io.jackfield.gateway.media;

import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.Connection;
import io.jackfield.gateway.sdp.MediaCapability;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.Negotiation;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.sdp.SessionDescription;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Descriptions of a client that is not there: enough for an engine to negotiate with. */
final class ClientSdp {
  private static final List<MediaCapability> CODECS =
      List.of(
          MediaCapability.of(
              "audio",
              List.of(
                  Codec.of(111, "opus", 48000, 2, "useinbandfec=1"),
                  Codec.of(0, "PCMU", 8000),
                  Codec.of(8, "PCMA", 8000))),
          MediaCapability.of("video", List.of(Codec.of(96, "VP8", 90000))));

  private static final int AUDIO_PORT = 9;

  private ClientSdp() {}

  /** A description kept as a data file. */
  static SessionDescription file(String name) throws IOException {
    String path = "/sdp/good/" + name + ".sdp";
    try (InputStream in = ClientSdp.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("no test file " + path);
      }
      return SdpParser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** What a browser or a phone offers. */
  static SessionDescription offer(SdpKind kind) throws IOException {
    return file(kind == SdpKind.WEBRTC ? "chromium-offer" : "freeswitch-offer-rtp");
  }

  /** An offer of audio with one codec that no engine has. */
  static SessionDescription oddOffer(SdpKind kind) {
    boolean web = kind == SdpKind.WEBRTC;
    MediaDescription audio =
        MediaDescription.of(
                "audio", AUDIO_PORT, web ? "UDP/TLS/RTP/SAVPF" : "RTP/AVP", List.of("99"))
            .withCodecs(List.of(Codec.of(99, "x-odd", 8000)));
    MediaDescription whole = web ? secured(audio, "actpass") : audio;
    return SessionDescription.of(Origin.of(7, "127.0.0.1"), List.of(whole))
        .withConnection(Connection.of("127.0.0.1"));
  }

  /** What a browser or a phone answers. */
  static SessionDescription answer(SessionDescription offer) {
    SessionDescription bare = Negotiation.of(offer, CODECS).answer(Origin.of(8, "127.0.0.1"));
    SessionDescription placed =
        bare.withEachMedia(m -> m.withConnection(Connection.of("127.0.0.1")));
    return offer.kind() == SdpKind.RTP
        ? placed
        : placed.withEachMedia(m -> m.isRejected() ? m : secured(m, "active"));
  }

  private static MediaDescription secured(MediaDescription section, String setup) {
    return section.withAttributes(
        Attribute.of("ice-ufrag", "cLnt"),
        Attribute.of("ice-pwd", "TestOnlyNotASecret00001"),
        Attribute.of(
            "fingerprint",
            "sha-256 97:C2:9E:8B:4A:E6:80:F5:3D:53:65:73:4E:EA:9F:C8:"
                + "95:30:41:C2:FC:A6:03:5F:C0:D9:15:65:5D:E1:A1:03"),
        Attribute.of("setup", setup));
  }
}
