package io.jackfield.gateway.media;

import java.time.Duration;
import java.util.OptionalInt;

/** What a leg's player is told to do (media-session.md, {@code player_action}). */
public sealed interface PlayerAction {

  /**
   * Makes the leg a {@link LegType.Play} of this file, from the beginning.
   *
   * @param uri what to play; a local file was checked by the gateway
   * @param loops how often, 0 or empty for ever
   */
  record Start(String uri, OptionalInt loops) implements PlayerAction {
    /** Refuses a negative number. */
    public Start {
      if (loops.orElse(0) < 0) {
        throw new IllegalArgumentException("loops " + loops.getAsInt());
      }
    }
  }

  /** Ends playing; the leg is parked. */
  record Stop() implements PlayerAction {}

  /** Sends nothing until {@link Resume}. */
  record Pause() implements PlayerAction {}

  /** Goes on where it was paused. */
  record Resume() implements PlayerAction {}

  /** Asks what is played: reply {@code duration}, {@code is_seekable}, positions, in ms. */
  record GetInfo() implements PlayerAction {}

  /** Asks where it is: reply {@code position}, in ms. */
  record GetPosition() implements PlayerAction {}

  /**
   * Goes on from another place.
   *
   * @param position from the beginning of the file
   */
  record SetPosition(Duration position) implements PlayerAction {
    /** Refuses a negative position. */
    public SetPosition {
      if (position.isNegative()) {
        throw new IllegalArgumentException("position " + position);
      }
    }
  }
}
