package io.jackfield.gateway.sdp;

import java.util.Locale;
import java.util.Optional;

/** Which way media flows, as seen by who writes the description (RFC 8866 6.7). */
public enum Direction {
  /** Both ways. */
  SENDRECV(true, true),
  /** From the writer only. */
  SENDONLY(true, false),
  /** To the writer only. */
  RECVONLY(false, true),
  /** Neither way. */
  INACTIVE(false, false);

  private final boolean sends;
  private final boolean receives;

  Direction(boolean sends, boolean receives) {
    this.sends = sends;
    this.receives = receives;
  }

  /** The direction with these two halves. */
  public static Direction of(boolean sends, boolean receives) {
    if (sends) {
      return receives ? SENDRECV : SENDONLY;
    }
    return receives ? RECVONLY : INACTIVE;
  }

  /** The direction an attribute name stands for, if it stands for one. */
  public static Optional<Direction> ofAttribute(String name) {
    return switch (name) {
      case "sendrecv" -> Optional.of(SENDRECV);
      case "sendonly" -> Optional.of(SENDONLY);
      case "recvonly" -> Optional.of(RECVONLY);
      case "inactive" -> Optional.of(INACTIVE);
      default -> Optional.empty();
    };
  }

  /** Whether the writer sends. */
  public boolean sends() {
    return sends;
  }

  /** Whether the writer receives. */
  public boolean receives() {
    return receives;
  }

  /** The same flow as the other side sees it. */
  public Direction reversed() {
    return of(receives, sends);
  }

  /** What both allow. */
  public Direction and(Direction other) {
    return of(sends && other.sends, receives && other.receives);
  }

  /**
   * The direction of an answer to an offer of this direction (RFC 3264 6.1).
   *
   * @param wanted what the answerer would do if it were free
   */
  public Direction answer(Direction wanted) {
    return reversed().and(wanted);
  }

  /** The attribute name. */
  public String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }
}
