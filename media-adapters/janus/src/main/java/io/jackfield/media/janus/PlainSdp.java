package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.CryptoAttribute;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plain descriptions on their way to plugin {@code nosip} and back; SRTP keys (RFC 4568). */
final class PlainSdp {

  /** What every build of Janus has. */
  private static final Set<String> SUITES =
      Set.of("AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32");

  /** The one protocol by which the plugin knows that keys are wanted. */
  private static final String SECURE = "RTP/SAVP";

  private PlainSdp() {}

  /**
   * As the plugin reads it: one key for each section that is to be secure, none for others.
   *
   * @throws FailureException {@code not_acceptable} when a secure section has no key it knows
   */
  static SessionDescription forJanus(SessionDescription plain) {
    return plain.withEachMedia(
        m -> {
          MediaDescription bare = m.without("crypto");
          return m.isSecureProfile() && !m.isRejected()
              ? bare.withProtocol(SECURE).withAttribute(Attribute.of("crypto", key(m).write()))
              : bare;
        });
  }

  /** The key alone: the plugin would take life time and session parameters for a part of it. */
  private static CryptoAttribute key(MediaDescription section) {
    return section.crypto().stream()
        .filter(c -> SUITES.contains(c.suite()) && c.sessionParams().isEmpty())
        .flatMap(c -> bare(c).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new FailureException(
                    Failure.of(Reason.NOT_ACCEPTABLE)
                        .withDetail("SRTP keys: backend janus knows " + SUITES)));
  }

  /** A master key identifier changes the packets, which Janus would not understand. */
  private static Optional<CryptoAttribute> bare(CryptoAttribute crypto) {
    String[] parts = crypto.keyParams().split("\\|");
    boolean identified = parts.length > 1 && parts[parts.length - 1].contains(":");
    boolean several = crypto.keyParams().contains(";");
    return identified || several
        ? Optional.empty()
        : Optional.of(new CryptoAttribute(crypto.tag(), crypto.suite(), parts[0], List.of()));
  }

  /** As the peer reads it: with the protocols it wrote itself (RFC 3264 section 6). */
  static SessionDescription forPeer(SessionDescription offer, SessionDescription answer) {
    List<MediaDescription> media = new ArrayList<>();
    for (int i = 0; i < answer.media().size(); i++) {
      MediaDescription section = answer.media().get(i);
      media.add(
          i < offer.media().size()
              ? section.withProtocol(offer.media().get(i).protocol())
              : section);
    }
    return answer.withMedia(media);
  }
}
