package io.jackfield.media.embedded;

import io.jackfield.gateway.id.SessionId;
import io.jackfield.media.embedded.mixer.Conference;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaSource;
import io.jackfield.media.embedded.relay.MediaStream;
import io.jackfield.media.embedded.relay.StreamConfig;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A leg's place in a conference; on the leg's loop only. */
final class ConferenceSeat {
  private final SessionId id;
  private final LegHome home;
  private Optional<Conference> taken = Optional.empty();

  /**
   * A leg in no conference.
   *
   * @param id the session's id
   * @param home what the leg needs of its engine
   */
  ConferenceSeat(SessionId id, LegHome home) {
    this.id = id;
    this.home = home;
  }

  /**
   * Takes the seat, or takes over what has changed of the leg; leaves any other conference.
   *
   * @param conference where to sit
   * @param streams what the client sends
   * @param plans the sections in use
   * @return what the client is to hear and see
   */
  Map<MediaKind, MediaSource> take(
      Conference conference, Map<MediaKind, MediaStream> streams, List<SectionPlan> plans) {
    if (taken.filter(t -> t == conference).isEmpty()) {
      leave();
      taken = Optional.of(conference);
    }
    Map<MediaKind, MediaSource> sources = new EnumMap<>(MediaKind.class);
    conference
        .join(
            id,
            home.affinity(),
            Optional.ofNullable(streams.get(MediaKind.AUDIO)),
            config(MediaKind.AUDIO, plans),
            plans.stream().anyMatch(p -> p.kind() == MediaKind.VIDEO && p.direction().receives()))
        .ifPresent(source -> sources.put(MediaKind.AUDIO, source));
    conference
        .seenBy(id)
        .flatMap(home::face)
        .map(face -> face.streams().get(MediaKind.VIDEO))
        .ifPresent(source -> sources.put(MediaKind.VIDEO, source));
    return sources;
  }

  private static Optional<StreamConfig> config(MediaKind kind, List<SectionPlan> plans) {
    return plans.stream().filter(p -> p.kind() == kind).findFirst().map(SectionPlan::stream);
  }

  /** Leaves the conference, if there is one. */
  void leave() {
    taken.ifPresent(conference -> conference.leave(id));
    taken = Optional.empty();
  }
}
