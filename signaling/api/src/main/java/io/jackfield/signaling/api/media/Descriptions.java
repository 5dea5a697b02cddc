package io.jackfield.signaling.api.media;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.SdpException;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.signal.Description;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.FieldType;
import io.jackfield.signaling.api.command.FieldTypes;
import io.jackfield.signaling.api.command.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Offers, answers and candidates between JSON and the gateway's records. */
final class Descriptions {

  /** {@code webrtc} or {@code rtp}; {@code sip} is the older word for the latter. */
  static final FieldType KIND =
      new FieldType(
          "text",
          OptionalLong.empty(),
          OptionalLong.empty(),
          List.of("webrtc", "rtp"),
          Descriptions::kind);

  private static final FieldType DESCRIPTION = FieldType.of("description", Descriptions::read);
  private static final List<String> METADATA =
      List.of("caller_name", "caller_id", "callee_name", "callee_id", "dest");

  private Descriptions() {}

  static Field field(String name) {
    return Field.typed(name, DESCRIPTION);
  }

  /** The fields of a candidate (RFC 8840; RTCIceCandidate). */
  static List<Field> candidateFields() {
    return List.of(
        Field.text("sdpMid").orElse("").says("its m-section by name"),
        Field.integer("sdpMLineIndex", 0, 1_000).required().says("its m-section by number"),
        Field.text("candidate").required().says("with or without a=; empty: no more candidates"));
  }

  /** Empty for an empty candidate, which means there are no more (RFC 8840 section 8.2). */
  static Optional<TrickleCandidate> candidate(Values v) {
    String text = v.text("candidate");
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrickleCandidate.of(v.text("sdpMid"), v.number("sdpMLineIndex"), text));
    } catch (SdpException e) {
      throw new FailureException(
          FieldTypes.wrong("candidate").failure().withDetail(e.getMessage()), e);
    }
  }

  static Map<String, Object> body(TrickleCandidate candidate) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sdpMid", candidate.mid().orElse(""));
    candidate.index().ifPresent(index -> body.put("sdpMLineIndex", index));
    body.put("candidate", candidate.candidate().write());
    return body;
  }

  /** An offer or answer where one with a description is needed. */
  static Description withSdp(Description description) {
    if (description.sdp().filter(s -> !s.isBlank()).isEmpty()) {
      throw FailureException.of(Reason.MISSING_SDP);
    }
    return description;
  }

  private static SdpKind kind(String field, Object raw) {
    return switch (FieldTypes.text(field, raw)) {
      case "webrtc" -> SdpKind.WEBRTC;
      case "rtp", "sip" -> SdpKind.RTP;
      default -> throw FieldTypes.wrong(field);
    };
  }

  private static Description read(String field, Object raw) {
    Map<String, Object> rest = new LinkedHashMap<>(FieldTypes.object(field, raw));
    Optional<String> sdp = take(rest, "sdp").map(value -> FieldTypes.text(field + ".sdp", value));
    SdpKind kind =
        take(rest, "sdp_type")
            .map(value -> kind(field + ".sdp_type", value))
            .orElse(SdpKind.WEBRTC);
    boolean trickle =
        take(rest, "trickle_ice")
            .map(value -> FieldTypes.bool(field + ".trickle_ice", value))
            .orElse(false);
    rest.remove("backend"); // output only
    Optional<Object> type = take(rest, "type");
    if (type.isPresent() && !type.get().equals(field)) {
      throw FailureException.of(Reason.INVALID_VALUE, type.get());
    }
    for (String name : METADATA) {
      rest.computeIfPresent(name, (key, value) -> FieldTypes.text(field + '.' + key, value));
    }
    return new Description(sdp, kind, trickle, Optional.empty(), rest);
  }

  private static Optional<Object> take(Map<String, Object> rest, String name) {
    return Optional.ofNullable(rest.remove(name));
  }
}
