package io.jackfield.signaling.sip.leg;

import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SdpException;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.Setup;
import io.jackfield.gateway.signal.Signal;
import java.util.List;
import java.util.Optional;

/**
 * Answers offers within a call that change nothing but direction: refreshes, hold, resume (RFC 3264
 * section 8). Our side stays as it is, so the media engine need not be asked.
 */
final class SdpHold {

  private SdpHold() {}

  /**
   * The answer to such an offer.
   *
   * @param offer what the peer sends now
   * @param before its last description
   * @param ours our last description
   * @param wanted which way our media may go: only out while the other side holds the call
   * @return empty if the offer changes more, or cannot be read
   */
  static Optional<String> answer(String offer, String before, String ours, Direction wanted) {
    try {
      SessionDescription now = SessionDescription.parse(offer);
      SessionDescription old = SessionDescription.parse(before);
      SessionDescription mine = SessionDescription.parse(ours);
      if (now.media().size() != old.media().size() || now.media().size() != mine.media().size()) {
        return Optional.empty();
      }
      SessionDescription answer = mine.withOrigin(mine.origin().nextVersion());
      for (int i = 0; i < now.media().size(); i++) {
        MediaDescription section = now.media().get(i);
        if (!sameMedia(now, section, old, old.media().get(i))) {
          return Optional.empty();
        }
        List<Codec> codecs = agreed(section, mine.media().get(i));
        if (codecs.isEmpty() && !mine.media().get(i).isRejected()) {
          return Optional.empty();
        }
        Direction theirs = now.direction(section);
        if (now.isHeld(section)) {
          theirs = theirs.and(Direction.SENDONLY);
        }
        Direction direction = theirs.answer(wanted);
        Optional<Setup> role = role(old, old.media().get(i), mine, mine.media().get(i));
        answer = answer.withMedia(i, m -> section(m, codecs, direction, role));
      }
      return Optional.of(answer.write());
    } catch (SdpException e) {
      return Optional.empty();
    }
  }

  /** Whether an offer holds the call: none of its media goes both ways (RFC 3264 8.4). */
  static boolean holds(String offer) {
    try {
      SessionDescription description = SessionDescription.parse(offer);
      return description.media().stream()
          .filter(section -> !section.isRejected())
          .allMatch(
              section ->
                  description.isHeld(section)
                      || description.direction(section) != Direction.SENDRECV);
    } catch (SdpException e) {
      return false;
    }
  }

  /** What a hold by this offer leaves of the media: what the peer still sends and wants to hear. */
  static Signal.Hold hold(String offer) {
    try {
      SessionDescription description = SessionDescription.parse(offer);
      boolean plays = false;
      boolean hears = false;
      for (MediaDescription section : description.media()) {
        if (!section.isRejected()) {
          Direction direction = description.direction(section);
          plays |= direction.sends();
          hears |=
              direction.receives()
                  && description.connection(section).filter(c -> c.isUnspecified()).isEmpty();
        }
      }
      return new Signal.Hold(plays, hears);
    } catch (SdpException e) {
      return Signal.Hold.SILENT;
    }
  }

  /**
   * What we said last, going this way only: an offer of hold, or of its end (RFC 3264 8.4).
   *
   * @param ours our last description
   * @param direction the way
   * @return the next version of it
   */
  static String directed(String ours, Direction direction) {
    try {
      SessionDescription mine = SessionDescription.parse(ours);
      SessionDescription offer = mine.withOrigin(mine.origin().nextVersion());
      for (int i = 0; i < mine.media().size(); i++) {
        offer = offer.withMedia(i, m -> m.isRejected() ? m : m.withDirection(direction));
      }
      return offer.write();
    } catch (SdpException e) {
      return ours;
    }
  }

  /** Whether two descriptions of the peer differ in nothing but direction. */
  static boolean sameMedia(String description, String other) {
    try {
      SessionDescription now = SessionDescription.parse(description);
      SessionDescription old = SessionDescription.parse(other);
      if (now.media().size() != old.media().size()) {
        return false;
      }
      for (int i = 0; i < now.media().size(); i++) {
        if (!sameMedia(now, now.media().get(i), old, old.media().get(i))) {
          return false;
        }
      }
      return true;
    } catch (SdpException e) {
      return false;
    }
  }

  /** What we said last as an offer: the DTLS roles are open again (RFC 8842 5.2). */
  static String offerAgain(String ours) {
    try {
      SessionDescription mine = SessionDescription.parse(ours);
      SessionDescription offer = mine;
      for (int i = 0; i < mine.media().size(); i++) {
        if (mine.setup(mine.media().get(i)).isPresent()) {
          offer = offer.withMedia(i, m -> m.withOnly(Attribute.of("setup", Setup.ACTPASS.write())));
        }
      }
      return offer.write();
    } catch (SdpException e) {
      return ours;
    }
  }

  private static MediaDescription section(
      MediaDescription mine, List<Codec> codecs, Direction direction, Optional<Setup> role) {
    if (mine.isRejected()) {
      return mine;
    }
    MediaDescription section = mine.withCodecs(codecs).withDirection(direction);
    return role.map(r -> section.withOnly(Attribute.of("setup", r.write()))).orElse(section);
  }

  /** What we last offered or answered, as far as the peer still has it. */
  private static List<Codec> agreed(MediaDescription theirs, MediaDescription mine) {
    return mine.codecs().stream()
        .filter(
            codec ->
                theirs
                    .codec(codec.payloadType())
                    .filter(c -> c.isNamed(codec.name()) && c.clockRate() == codec.clockRate())
                    .isPresent())
        .toList();
  }

  /** RFC 5763 5: an answer names the role it has; ours was left open if we offered last. */
  private static Optional<Setup> role(
      SessionDescription old,
      MediaDescription theirs,
      SessionDescription mine,
      MediaDescription ours) {
    return mine.setup(ours)
        .filter(setup -> setup == Setup.ACTPASS)
        .flatMap(setup -> old.setup(theirs))
        .map(setup -> setup.answer(Setup.PASSIVE));
  }

  /** Same media, address and keys. With ICE, port and address are only hints. */
  private static boolean sameMedia(
      SessionDescription now,
      MediaDescription section,
      SessionDescription old,
      MediaDescription before) {
    boolean ice = now.iceUfrag(section).isPresent();
    return section.type().equals(before.type())
        && section.protocol().equals(before.protocol())
        && section.isRejected() == before.isRejected()
        && now.fingerprints(section).equals(old.fingerprints(before))
        && now.iceUfrag(section).equals(old.iceUfrag(before))
        && section.crypto().equals(before.crypto())
        && (ice || section.port() == before.port() && sameAddress(now, section, old, before));
  }

  private static boolean sameAddress(
      SessionDescription now,
      MediaDescription section,
      SessionDescription old,
      MediaDescription before) {
    return now.connection(section).equals(old.connection(before))
        || now.connection(section).filter(c -> c.isUnspecified()).isPresent()
        || old.connection(before).filter(c -> c.isUnspecified()).isPresent();
  }
}
