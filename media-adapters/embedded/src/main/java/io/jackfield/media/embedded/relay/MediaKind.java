package io.jackfield.media.embedded.relay;

/** What a stream carries. */
public enum MediaKind {
  /** {@code m=audio}. */
  AUDIO,
  /** {@code m=video}. */
  VIDEO
}
