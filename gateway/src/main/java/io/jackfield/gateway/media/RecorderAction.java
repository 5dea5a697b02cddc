package io.jackfield.gateway.media;

import java.net.URI;

/** What a leg's recorder is told to do (media-session.md, "Recording"). */
public sealed interface RecorderAction {

  /**
   * Begins a new file; ends the one being written first.
   *
   * @param target where to, absolute; a {@code file:} URI was checked against the record directory.
   *     Its extension says which container: {@code webm}, {@code ogg}, {@code wav}, or another the
   *     engine has
   */
  record Start(URI target) implements RecorderAction {
    /** Refuses a relative target. */
    public Start {
      if (!target.isAbsolute()) {
        throw new IllegalArgumentException("the target of a recording must be absolute");
      }
    }
  }

  /** Ends the file: it is whole when the action completes. */
  record Stop() implements RecorderAction {}

  /** Writes nothing until {@link Resume}; the pause takes no time in the file. */
  record Pause() implements RecorderAction {}

  /** Goes on in the same file. */
  record Resume() implements RecorderAction {}
}
