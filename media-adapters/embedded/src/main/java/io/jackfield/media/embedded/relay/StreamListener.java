package io.jackfield.media.embedded.relay;

/** Told of a stream's events, on its loop; must not block. */
public interface StreamListener {

  /** Hears nothing. */
  StreamListener NONE = new StreamListener() {};

  /**
   * A digit arrived as RFC 4733 telephone-event; once a digit, at its first packet.
   *
   * @param digit 0-9, *, #, A-D
   */
  default void onDigit(char digit) {}

  /** The first packet of the peer, or the first after {@link #onMediaStopped}. */
  default void onMediaStarted() {}

  /** No packet for the configured time while we want some. */
  default void onMediaStopped() {}

  /** The peer asks for a key frame and this stream is joined to no source that could make one. */
  default void onKeyFrameWanted() {}
}
