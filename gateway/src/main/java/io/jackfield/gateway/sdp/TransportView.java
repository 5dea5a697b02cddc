package io.jackfield.gateway.sdp;

import java.util.List;
import java.util.Optional;

/** What holds for an m-section's transport, wherever in the description it is written. */
final class TransportView {
  private TransportView() {}

  /** The first of {@link #values}. */
  static Optional<String> value(SessionDescription sdp, MediaDescription section, String name) {
    return values(sdp, section, name).stream().findFirst();
  }

  /**
   * The values of a transport attribute: the section's own; else the session part's (RFC 8122 5,
   * RFC 8839 4.2.1); else those of the section its BUNDLE group is tagged by (RFC 8843 7.1.3).
   */
  static List<String> values(SessionDescription sdp, MediaDescription section, String name) {
    List<String> own = section.values(name);
    if (!own.isEmpty()) {
      return own.stream().map(String::strip).toList();
    }
    List<String> shared = sdp.values(name);
    if (shared.isEmpty()) {
      shared = tagged(sdp, section).map(tag -> tag.values(name)).orElse(List.of());
    }
    return shared.stream().map(String::strip).toList();
  }

  private static Optional<MediaDescription> tagged(
      SessionDescription sdp, MediaDescription section) {
    Optional<String> mid = section.mid();
    if (mid.isEmpty()) {
      return Optional.empty();
    }
    for (Group group : sdp.groups()) {
      if (group.isBundle() && group.mids().contains(mid.get())) {
        var index = sdp.indexOfMid(group.mids().get(0));
        return index.isPresent()
            ? Optional.of(sdp.media().get(index.getAsInt()))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * WebRTC: a DTLS protocol; a certificate's fingerprint with ICE or a secure profile; ICE or a
   * secure profile with feedback and no key in the description; in any section that is not refused.
   * ICE alone under RTP/AVP, or a fingerprint alone under it, is a phone that can do without.
   */
  static SdpKind kind(SessionDescription sdp) {
    List<MediaDescription> live = sdp.media().stream().filter(m -> !m.isRejected()).toList();
    List<MediaDescription> judged = live.isEmpty() ? sdp.media() : live;
    return judged.stream().anyMatch(section -> isWebRtc(sdp, section))
        ? SdpKind.WEBRTC
        : SdpKind.RTP;
  }

  private static boolean isWebRtc(SessionDescription sdp, MediaDescription section) {
    String protocol = section.protocol();
    if (protocol.contains("TLS/RTP/") || protocol.contains("DTLS/SCTP")) {
      return true;
    }
    boolean ice = section.has("ice-ufrag") || sdp.has("ice-ufrag");
    boolean secure = section.isSecureProfile();
    if (section.has("fingerprint") || sdp.has("fingerprint")) {
      return ice || secure;
    }
    return section.isFeedbackProfile() && (ice || secure) && !section.has("crypto");
  }

  static boolean isHeld(SessionDescription sdp, MediaDescription section) {
    // RFC 3264 8.4; 0.0.0.0 counts only without ICE, where RFC 8840 4.1.1 gives it another meaning.
    boolean ice = value(sdp, section, "ice-ufrag").isPresent();
    boolean unspecified =
        sdp.connection(section).map(Connection::isUnspecified).orElse(false) && !ice;
    return unspecified || !sdp.direction(section).receives();
  }
}
