package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.CodecMatch;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What other legs may know of a leg, at one moment.
 *
 * @param codecs what the client has, in its order of preference, by kind: of its offer, or once
 *     negotiated of the answer; empty while nothing is known
 * @param negotiated whether offer and answer are both there
 * @param streams what the client sends, once negotiated
 */
record LegFace(
    Map<MediaKind, List<Codec>> codecs, boolean negotiated, Map<MediaKind, MediaStream> streams) {

  /** Nothing known yet. */
  static final LegFace BLANK = new LegFace(Map.of(), false, Map.of());

  LegFace {
    codecs = Map.copyOf(codecs);
    streams = Map.copyOf(streams);
  }

  /** The codecs of one kind; empty for no limit, since nothing is known yet. */
  Optional<List<Codec>> limit(MediaKind kind) {
    return codecs.isEmpty() ? Optional.empty() : Optional.of(codecs.getOrDefault(kind, List.of()));
  }

  /**
   * Refuses to join two negotiated legs that would not understand each other. Packets are passed
   * through, so what each client sends first must be something the other takes.
   *
   * @param other the other leg
   * @throws FailureException incompatible_session, naming both lists
   */
  void checkJoin(LegFace other) {
    if (!negotiated || !other.negotiated) {
      return;
    }
    List<Codec> mine = codecs.getOrDefault(MediaKind.AUDIO, List.of());
    List<Codec> theirs = other.codecs.getOrDefault(MediaKind.AUDIO, List.of());
    if (mine.isEmpty() && theirs.isEmpty()) {
      return;
    }
    if (!understood(mine, theirs) || !understood(theirs, mine)) {
      throw new FailureException(
          Failure.of(Reason.INCOMPATIBLE_SESSION)
              .withDetail(
                  "no common audio codec: this leg has "
                      + Codecs.names(mine)
                      + "; the peer has "
                      + Codecs.names(theirs)));
    }
  }

  private static boolean understood(List<Codec> sender, List<Codec> receiver) {
    return Codecs.preferred(sender)
        .filter(c -> CodecMatch.find(c, receiver).isPresent())
        .isPresent();
  }
}
