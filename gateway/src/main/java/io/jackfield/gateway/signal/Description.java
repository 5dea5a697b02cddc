package io.jackfield.gateway.signal;

import io.jackfield.gateway.sdp.SdpKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An offer or an answer as it travels between clients and the gateway (media-session.md, "Offer and
 * answer objects").
 *
 * @param sdp the session description as text, absent where only metadata travels
 * @param kind WebRTC or plain RTP
 * @param trickle more candidates will follow (RFC 8838)
 * @param backend backend that made it, on output
 * @param extra metadata ({@code caller_name}, {@code caller_id}, {@code callee_name}, {@code
 *     callee_id}, {@code dest}, ...) and unknown fields, kept and passed on
 */
public record Description(
    Optional<String> sdp,
    SdpKind kind,
    boolean trickle,
    Optional<String> backend,
    Map<String, Object> extra) {

  /** Copies the map, keeping its order. */
  public Description {
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /**
   * A complete description without metadata.
   *
   * @param sdp the text
   * @param kind WebRTC or plain RTP
   * @return a new description
   */
  public static Description of(String sdp, SdpKind kind) {
    return new Description(Optional.of(sdp), kind, false, Optional.empty(), Map.of());
  }

  /**
   * The same with another text and trickle mark.
   *
   * @param newSdp the text
   * @param newTrickle more candidates will follow
   * @return a copy
   */
  public Description withSdp(String newSdp, boolean newTrickle) {
    return new Description(Optional.of(newSdp), kind, newTrickle, backend, extra);
  }
}
