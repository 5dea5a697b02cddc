package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.Connection;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.sdp.Group;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Descriptions of the side that is not asked when the other offers again (RFC 3264 section 8): what
 * was agreed stays, but for directions, addresses and sections given up.
 */
final class Reoffers {

  private Reoffers() {}

  /**
   * What was agreed, in an offerer's words: its offer, less all the answer did not take.
   *
   * @param offer what was offered
   * @param answer what was answered
   * @return as many sections as the offer; its setup is the opposite of the answer's
   */
  static SessionDescription agreed(SessionDescription offer, SessionDescription answer) {
    List<MediaDescription> media = new ArrayList<>();
    for (int i = 0; i < offer.media().size(); i++) {
      MediaDescription offered = offer.media().get(i);
      Optional<MediaDescription> taken =
          i < answer.media().size() ? Optional.of(answer.media().get(i)) : Optional.empty();
      media.add(
          taken
              .filter(t -> !t.isRejected())
              .map(
                  t ->
                      offered.isRtp()
                          ? offered.withCodecs(common(offered.codecs(), t.codecs()))
                          : offered)
              .orElseGet(offered::rejected));
    }
    SessionDescription agreed = offer.withMedia(media);
    return settled(agreed, answer);
  }

  /** In a running session somebody has the active part (RFC 8842 section 5). */
  private static SessionDescription settled(SessionDescription own, SessionDescription other) {
    List<MediaDescription> media = new ArrayList<>();
    for (int i = 0; i < own.media().size(); i++) {
      MediaDescription m = own.media().get(i);
      Optional<Setup> theirs =
          i < other.media().size() ? other.setup(other.media().get(i)) : Optional.empty();
      boolean open = own.setup(m).filter(Setup.ACTPASS::equals).isPresent();
      media.add(
          open && theirs.isPresent()
              ? m.withOnly(Attribute.of("setup", theirs.get().answer(Setup.ACTIVE).write()))
              : m);
    }
    return own.withMedia(media);
  }

  /** Those of the first list whose payload type and name the second has too. */
  private static List<Codec> common(List<Codec> own, List<Codec> other) {
    return own.stream()
        .filter(
            c ->
                other.stream()
                    .anyMatch(o -> o.payloadType() == c.payloadType() && o.isNamed(c.name())))
        .toList();
  }

  /**
   * The answer of a side that is not asked.
   *
   * @param agreed what it last agreed to
   * @param offer the other side's new offer
   * @return sections as the offer has them; what was not agreed before is refused
   * @throws FailureException {@code not_acceptable} when nothing of the offer was agreed before
   */
  static SessionDescription answer(SessionDescription agreed, SessionDescription offer) {
    List<MediaDescription> media = new ArrayList<>();
    List<String> mids = new ArrayList<>();
    for (int i = 0; i < offer.media().size(); i++) {
      MediaDescription offered = offer.media().get(i);
      Optional<MediaDescription> section =
          i < agreed.media().size()
              ? section(agreed, agreed.media().get(i), offer, offered)
              : Optional.empty();
      media.add(section.orElseGet(offered::rejected));
      section.flatMap(MediaDescription::mid).ifPresent(mids::add);
    }
    if (media.stream().allMatch(MediaDescription::isRejected)) {
      throw new FailureException(
          Failure.of(Reason.NOT_ACCEPTABLE).withDetail("nothing of it was agreed before"));
    }
    SessionDescription answer = agreed.withOrigin(agreed.origin().nextVersion()).withMedia(media);
    return answer.bundle().isEmpty()
        ? answer
        : answer
            .without(a -> a.is("group"))
            .withAttribute(Attribute.of("group", Group.bundle(mids).write()));
  }

  private static Optional<MediaDescription> section(
      SessionDescription agreed,
      MediaDescription own,
      SessionDescription offer,
      MediaDescription offered) {
    if (own.isRejected() || offered.isRejected() || !own.type().equals(offered.type())) {
      return Optional.empty();
    }
    if (!own.isRtp()) {
      return Optional.of(own);
    }
    List<Codec> codecs = common(own.codecs(), offered.codecs());
    Direction direction = direction(offer, offered).answer(agreed.direction(own));
    return codecs.stream().allMatch(Codec::isAuxiliary)
        ? Optional.empty()
        : Optional.of(own.withCodecs(codecs).withDirection(direction));
  }

  /** With the old way to hold, an address of zero (RFC 3264 section 8.4), in today's words. */
  static Direction direction(SessionDescription sdp, MediaDescription section) {
    Direction written = sdp.direction(section);
    boolean zero = sdp.connection(section).filter(Connection::isUnspecified).isPresent();
    return zero && sdp.kind() == SdpKind.RTP ? written.and(Direction.SENDONLY) : written;
  }

  /**
   * What a client agreed to before, with the addresses and directions it offers now.
   *
   * @param agreed what it last agreed to
   * @param offer its new offer
   * @throws FailureException {@code not_acceptable} when it gives up what is in use
   */
  static SessionDescription moved(SessionDescription agreed, SessionDescription offer) {
    SessionDescription kept = answer(agreed, offer);
    List<MediaDescription> media = new ArrayList<>();
    for (int i = 0; i < kept.media().size(); i++) {
      MediaDescription section = kept.media().get(i);
      MediaDescription offered = offer.media().get(i);
      if (section.isRejected()) {
        media.add(section);
        continue;
      }
      MediaDescription there =
          section.withPort(offered.port()).withDirection(direction(offer, offered));
      boolean zero = offer.connection(offered).filter(Connection::isUnspecified).isPresent();
      media.add(
          zero
              ? agreed.connection(section).map(there::withConnection).orElse(there)
              : offer.connection(offered).map(there::withConnection).orElse(there));
    }
    return kept.withMedia(media);
  }
}
