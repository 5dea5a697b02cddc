package io.jackfield.bench.media;

import io.jackfield.media.embedded.codec.AudioCodec;

/**
 * What the engine is set up for.
 *
 * @param kind what it does
 * @param count listeners, members, streams or sessions
 * @param from codec the load sends; of a conference, of all members
 * @param to codec it gets back
 */
record Scenario(Kind kind, int count, AudioCodec from, AudioCodec to) {

  /** What an engine may do. */
  enum Kind {
    /** One publisher of audio, heard by all others over SRTP. */
    LISTEN,
    /** The same with video. */
    WATCH,
    /** One conference. */
    CONFERENCE,
    /** Pairs of legs without a common codec. */
    TRANSCODE,
    /** Pairs of legs, SRTP on one side. */
    RELAY;

    /** Whether what one sends comes to all. */
    boolean hasListeners() {
      return this == LISTEN || this == WATCH;
    }
  }

  static Scenario parse(String text) {
    String[] parts = text.split(",");
    return new Scenario(
        Kind.valueOf(parts[0]),
        Integer.parseInt(parts[1]),
        AudioCodec.valueOf(parts[2]),
        AudioCodec.valueOf(parts[3]));
  }

  String text() {
    return kind + "," + count + "," + from + "," + to;
  }
}
