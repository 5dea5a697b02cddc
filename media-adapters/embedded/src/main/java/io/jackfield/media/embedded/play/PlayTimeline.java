package io.jackfield.media.embedded.play;

import io.jackfield.media.embedded.file.MediaFile;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When the frames of a file are due, and their RTP timestamps: both go on with the clock through
 * pauses, seeks and loops, so that a receiver sees one stream. All times in nanoseconds.
 */
final class PlayTimeline {
  private final List<MediaFile.Track> tracks;
  private final long[] bases;
  private final long[] anchors;
  private final boolean[] fresh;
  private long origin;
  private long zero;
  private long anchorMicros;

  PlayTimeline(List<MediaFile.Track> tracks, long now) {
    this.tracks = tracks;
    bases = ThreadLocalRandom.current().longs(tracks.size(), 0, 1L << 32).toArray();
    anchors = bases.clone();
    fresh = new boolean[tracks.size()];
    origin = now;
  }

  /**
   * Goes on with the file from a place.
   *
   * @param micros of the place
   * @param at when it is due
   */
  void from(long micros, long at) {
    zero = at - micros * 1000;
    anchorMicros = micros;
    for (int i = 0; i < anchors.length; i++) {
      long sinceOrigin = (at - origin) / 1000;
      anchors[i] = bases[i] + scaled(sinceOrigin, i);
      fresh[i] = true;
    }
  }

  /** What is too late shifts all that follows. */
  void shift(long nanos) {
    zero += nanos;
  }

  /** When a place of the file is due. */
  long due(long micros) {
    return zero + micros * 1000;
  }

  /** The place that is due at a time. */
  long position(long at) {
    return (at - zero) / 1000;
  }

  /** The RTP timestamp of a place, exact to a sample within what follows a {@link #from}. */
  int timestamp(int track, long micros) {
    return (int) (anchors[track] + scaled(micros - anchorMicros, track));
  }

  /** Whether this is the track's first frame since the last {@link #from}; only once. */
  boolean takeFresh(int track) {
    boolean was = fresh[track];
    fresh[track] = false;
    return was;
  }

  private long scaled(long micros, int track) {
    return Math.round((double) micros * tracks.get(track).clockRate() / 1_000_000);
  }
}
