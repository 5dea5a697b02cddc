package io.jackfield.gateway.call;

import io.jackfield.gateway.id.LegId;

/**
 * Names a timer of a call; starting one that runs replaces it.
 *
 * @param kind what it is for
 * @param leg the destination for {@link Kind#DELAY} and {@link Kind#RING}, else the caller
 */
public record CallTimer(Kind kind, LegId leg) {

  /** What timers are for. */
  public enum Kind {
    /** Finding the destinations. */
    RESOLVE,
    /** Delay before a destination is invited. */
    DELAY,
    /** How long a destination may ring. */
    RING,
    /** A transfer, but for the time its destinations ring. */
    TRANSFER,
    /** Joining the winner to the caller. */
    JOIN,
    /** Release of the sessions at the end. */
    END
  }

  static CallTimer of(Kind kind) {
    return new CallTimer(kind, LegId.CALLER);
  }
}
