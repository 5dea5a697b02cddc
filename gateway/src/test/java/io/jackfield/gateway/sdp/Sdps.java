package io.jackfield.gateway.sdp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The descriptions kept as data files. */
final class Sdps {
  static final List<String> GOOD =
      List.of(
          "asterisk-offer",
          "baresip-dtls-offer",
          "baresip-ice-offer",
          "baresip-offer",
          "bundle-only-offer",
          "chromium-offer",
          "chromium-offer-trickle",
          "firefox-offer",
          "freeswitch-answer-webrtc",
          "freeswitch-offer-rtp",
          "kurento-offer",
          "linphone-offer",
          "phone-hold-old-style",
          "phone-odd-habits",
          "rfc3264-10-1-offer",
          "rfc3264-10-2-offer",
          "rfc4566-section-5",
          "rfc8866-section-5",
          "trunk-sdes-offer");

  private Sdps() {}

  static String text(String name) {
    String path = "/sdp/" + name;
    try (InputStream in = Sdps.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no test file " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  static SessionDescription good(String name) {
    return SdpParser.parse(text("good/" + name + ".sdp"));
  }
}
