package io.jackfield.signaling.sip.leg;

import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SdpException;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.signaling.sip.trunk.Srtp;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import java.util.List;
import java.util.Optional;

/** What a trunk's descriptions may have: its codecs, events for digits, keys for SRTP. */
final class TrunkMedia {

  private static final String EVENTS = "telephone-event";
  private static final String CRYPTO = "crypto";

  private final TrunkConfig config;

  TrunkMedia(TrunkConfig config) {
    this.config = config;
  }

  /**
   * What we offer the trunk.
   *
   * @param sdp an offer, with keys where the engine has them
   * @return empty if nothing in it is for the trunk
   */
  Optional<String> offered(String sdp) {
    return changed(sdp, this::outward);
  }

  /**
   * What of the trunk's offer is for us.
   *
   * @param sdp its offer
   * @return empty if that is nothing
   */
  Optional<String> taken(String sdp) {
    return changed(sdp, this::inward);
  }

  /** Whether the trunk's answer keeps to what was offered: its media may not be plain if so. */
  boolean acceptable(String answer) {
    if (config.srtp() != Srtp.REQUIRED) {
      return true;
    }
    try {
      return SessionDescription.parse(answer).media().stream()
          .filter(section -> !section.isRejected())
          .allMatch(section -> section.isSecureProfile() && section.has(CRYPTO));
    } catch (SdpException e) {
      return false;
    }
  }

  private MediaDescription outward(MediaDescription section) {
    boolean keys = section.has(CRYPTO);
    if (config.srtp() == Srtp.OPTIONAL || !keys && config.srtp() == Srtp.OFF) {
      return section;
    }
    if (config.srtp() == Srtp.OFF) {
      return section.isSecureProfile() ? section : section.without(CRYPTO);
    }
    if (section.isSecureProfile()) {
      return section;
    }
    return keys
        ? section.withProtocol(section.isFeedbackProfile() ? "RTP/SAVPF" : "RTP/SAVP")
        : section.rejected();
  }

  private MediaDescription inward(MediaDescription section) {
    boolean keys = section.has(CRYPTO);
    return switch (config.srtp()) {
      case OFF -> section.isSecureProfile() ? section : section.without(CRYPTO);
      case OPTIONAL -> section;
      case REQUIRED -> keys ? section : section.rejected();
    };
  }

  private Optional<String> changed(
      String sdp, java.util.function.UnaryOperator<MediaDescription> keying) {
    try {
      SessionDescription description = SessionDescription.parse(sdp);
      boolean something = false;
      boolean audio = false;
      boolean audioLeft = false;
      SessionDescription result = description;
      for (int i = 0; i < description.media().size(); i++) {
        MediaDescription section = description.media().get(i);
        if (section.isRejected()) {
          continue;
        }
        MediaDescription left = section.isRtp() ? keying.apply(section) : section;
        left = left.isAudio() && !left.isRejected() ? withOurCodecs(left) : left;
        audio |= section.isAudio();
        audioLeft |= section.isAudio() && !left.isRejected();
        something |= !left.isRejected();
        MediaDescription settled = left;
        result = result.withMedia(i, m -> settled);
      }
      if (!something || audio && !audioLeft) {
        return Optional.empty();
      }
      return Optional.of(result.equals(description) ? sdp : result.write());
    } catch (SdpException e) {
      return Optional.of(sdp);
    }
  }

  private MediaDescription withOurCodecs(MediaDescription section) {
    List<Codec> kept = section.codecs().stream().filter(this::wanted).toList();
    if (kept.size() == section.codecs().size()) {
      return section;
    }
    boolean audio = kept.stream().anyMatch(codec -> !codec.isNamed(EVENTS));
    return audio ? section.withCodecs(kept) : section.rejected();
  }

  private boolean wanted(Codec codec) {
    return codec.isNamed(EVENTS)
        ? config.digitsInMedia()
        : config.codecs().isEmpty() || config.codecs().stream().anyMatch(codec::isNamed);
  }
}
