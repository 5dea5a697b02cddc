package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.sdp.SessionDescription;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** Descriptions kept as data files, and what tests ask of descriptions and refusals. */
final class Offers {
  private Offers() {}

  static SessionDescription file(String name) {
    String path = "/sdp/good/" + name + ".sdp";
    try (InputStream in = Offers.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no test file " + path);
      }
      return SdpParser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A plain audio offer of a phone. */
  static SessionDescription audio(String formats, String... attributes) {
    StringBuilder text =
        new StringBuilder(
            "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n");
    text.append("m=audio 4000 RTP/AVP ").append(formats).append("\r\n");
    for (String attribute : attributes) {
      text.append("a=").append(attribute).append("\r\n");
    }
    return SdpParser.parse(text.toString());
  }

  static List<Integer> types(MediaDescription section) {
    return section.codecs().stream().map(Codec::payloadType).toList();
  }

  static LegFace far(io.jackfield.media.embedded.relay.MediaKind kind, Codec... codecs) {
    return new LegFace(Map.of(kind, List.of(codecs)), true, Map.of());
  }

  static String refusal(Reason reason, Executable action) {
    Failure failure = Assertions.assertThrows(FailureException.class, action).failure();
    Assertions.assertTrue(failure.is(reason), failure.toString());
    return failure.text();
  }
}
