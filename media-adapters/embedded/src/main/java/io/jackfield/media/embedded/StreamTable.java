package io.jackfield.media.embedded;

import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaStream;
import io.jackfield.media.embedded.relay.StreamListener;
import io.jackfield.media.embedded.relay.Transport;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The streams of a leg by the index of their m-section; on the leg's loop only. */
final class StreamTable {
  private static final String STREAM_ID = "jackfield";

  private record Entry(MediaKind kind, MediaStream stream) {}

  private final Map<Integer, Entry> entries = new TreeMap<>();
  private final Function<MediaKind, StreamListener> listeners;

  /**
   * No streams yet.
   *
   * @param listeners who is told of a stream's events, by its kind
   */
  StreamTable(Function<MediaKind, StreamListener> listeners) {
    this.listeners = listeners;
  }

  /** Gives each section its stream, on the transport of its index. */
  void put(Iterable<SectionPlan> plans, IntFunction<Transport> transports) {
    for (SectionPlan plan : plans) {
      Entry entry = entries.get(plan.index());
      if (entry != null && entry.kind() != plan.kind()) {
        // RFC 3264 8.2 lets a refused section come back as another kind.
        entry.stream().remove();
        entry = null;
      }
      if (entry == null) {
        MediaStream stream =
            transports.apply(plan.index()).addStream(plan.stream(), listeners.apply(plan.kind()));
        entries.put(plan.index(), new Entry(plan.kind(), stream));
      } else {
        entry.stream().update(plan.stream());
      }
    }
  }

  /** Removes the streams of all other sections. */
  void retain(Set<Integer> indexes) {
    entries
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !indexes.contains(entry.getKey());
              if (gone) {
                entry.getValue().stream().remove();
              }
              return gone;
            });
  }

  /** The streams, the first of each kind. */
  Map<MediaKind, MediaStream> byKind() {
    Map<MediaKind, MediaStream> streams = new EnumMap<>(MediaKind.class);
    entries.values().forEach(e -> streams.putIfAbsent(e.kind(), e.stream()));
    return streams;
  }

  /**
   * Adds the attributes that let a browser make a track of the stream before its first packet (RFC
   * 8830, RFC 5576).
   */
  MediaDescription withTrack(MediaDescription section, int index) {
    Entry entry = entries.get(index);
    if (entry == null || section.isRejected()) {
      return section;
    }
    String track = STREAM_ID + '-' + entry.kind().name().toLowerCase(Locale.ROOT);
    return section.withAttributes(
        Attribute.of("msid", STREAM_ID + ' ' + track),
        Attribute.of("ssrc", entry.stream().localSsrc() + " cname:" + entry.stream().cname()));
  }
}
