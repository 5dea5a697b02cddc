package io.jackfield.media.embedded;

import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.CodecMatch;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What other legs may know of a leg, at one moment.
 *
 * @param codecs what the client has, in its order of preference, by kind: of its offer, or once
 *     negotiated of the answer; empty while nothing is known
 * @param negotiated whether offer and answer are both there
 * @param streams what the client sends, once negotiated; of a face that is no client's what is made
 *     for those who hear it
 */
record LegFace(
    Map<MediaKind, List<Codec>> codecs, boolean negotiated, Map<MediaKind, MediaSource> streams) {

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
   * What has to be done so that the client of a leg understands another: nothing, as long as it has
   * the codec the other sends first.
   *
   * @param source the other leg
   * @return from which codec to which its sound is turned; empty when it is passed on
   */
  Optional<Transcoding> transcoding(LegFace source) {
    List<Codec> mine = codecs.getOrDefault(MediaKind.AUDIO, List.of());
    Optional<Codec> sent = Codecs.preferred(source.codecs.getOrDefault(MediaKind.AUDIO, List.of()));
    return sent.filter(c -> CodecMatch.find(c, mine).isEmpty())
        .flatMap(from -> Codecs.preferred(mine).map(to -> new Transcoding(from.name(), to.name())));
  }

  /**
   * A change of codec on the way to a client.
   *
   * @param from encoding name of what comes
   * @param to encoding name of what the client gets
   */
  record Transcoding(String from, String to) {}
}
