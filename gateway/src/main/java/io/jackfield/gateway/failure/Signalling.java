package io.jackfield.gateway.failure;

/**
 * How a failure is told in each signalling protocol.
 *
 * @param q850 the cause: 0..127 as in Q.850, above that FreeSWITCH's numbering (487, 502, 604)
 * @param headerCause the value for {@code Reason: Q.850;cause=}; always 0..127 (RFC 3326 allows
 *     only what Q.850 defines), so differs from {@code q850} where that is FreeSWITCH's own
 * @param sipStatus final status for a pending inbound INVITE, 400..699
 * @param vertoCause the {@code cause} name in {@code verto.bye}
 * @param vertoCode the {@code causeCode} that belongs to {@code vertoCause}
 */
public record Signalling(
    int q850, int headerCause, int sipStatus, String vertoCause, int vertoCode) {

  static final Signalling CLEARING = of(16, 480);
  static final Signalling BUSY = of(17, 486);
  static final Signalling NO_ANSWER = of(19, 480);
  static final Signalling ABSENT = of(20, 480);
  static final Signalling REJECTED = of(21, 603);
  static final Signalling UNKNOWN = of(1, 404);
  static final Signalling INCOMPATIBLE = of(88, 488);
  static final Signalling NETWORK = of(38, 503);
  static final Signalling CONGESTION = of(42, 503);
  static final Signalling TIMER = of(102, 504);
  static final Signalling NOT_IMPLEMENTED = of(79, 501);
  static final Signalling OTHER = of(41, 500);
  static final Signalling TOO_LARGE = of(103, 413);
  static final Signalling TOO_MANY = of(42, 503);
  static final Signalling CANCEL = new Signalling(487, 16, 487, "ORIGINATOR_CANCEL", 487);

  /** The losing branch of a fork gets a CANCEL; a pending INVITE in that place is only absent. */
  static final Signalling LOSE_RACE = new Signalling(26, 26, 480, "LOSE_RACE", 502);

  /** FreeSWITCH's 604 has no Q.850 number: 127 (interworking) is the one for "no cause known". */
  static final Signalling MEDIA_TIMEOUT = new Signalling(604, 127, 480, "MEDIA_TIMEOUT", 604);

  private static Signalling of(int q850, int sipStatus) {
    return new Signalling(q850, q850, sipStatus, Q850.name(q850), q850);
  }

  /**
   * The mapping of a raw Q.850 cause, by the raw-cause table.
   *
   * @param cause 0..127
   * @throws IllegalArgumentException outside 0..127
   */
  public static Signalling ofCause(int cause) {
    if (!Q850.isCause(cause)) {
      throw new IllegalArgumentException("Q.850 cause 0..127 expected, got " + cause);
    }
    return of(cause, Q850.sipStatus(cause));
  }
}
