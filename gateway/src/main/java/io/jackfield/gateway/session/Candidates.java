package io.jackfield.gateway.session;

import io.jackfield.gateway.media.TrickledCandidate;
import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.SessionDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Candidates in and out of descriptions and event bodies (RFC 8839, RFC 8840). */
final class Candidates {

  private Candidates() {}

  static boolean hasAny(SessionDescription description) {
    return description.media().stream().anyMatch(m -> !m.candidates().isEmpty());
  }

  static SessionDescription insert(
      SessionDescription description, List<TrickledCandidate> candidates) {
    SessionDescription whole = description;
    for (TrickledCandidate c : candidates) {
      int section =
          c.mid()
              .filter(m -> !m.isEmpty())
              .map(description::indexOfMid)
              .orElse(OptionalInt.empty())
              .orElse(c.lineIndex());
      if (section < description.media().size()) {
        whole = whole.withMedia(section, m -> m.withAttribute(c.candidate().attribute()));
      }
    }
    return whole.withEachMedia(m -> m.withAttribute(Attribute.of("end-of-candidates")));
  }

  static Map<String, Object> body(TrickledCandidate candidate) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sdpMid", candidate.mid().orElse(""));
    body.put("sdpMLineIndex", candidate.lineIndex());
    body.put("candidate", candidate.candidate().write());
    return body;
  }
}
