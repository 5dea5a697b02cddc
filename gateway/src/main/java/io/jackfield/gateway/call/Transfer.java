package io.jackfield.gateway.call;

import io.jackfield.gateway.id.LegId;
import java.time.Instant;

/**
 * A transfer under way.
 *
 * @param number counts the transfers of the call, from 1
 * @param kind which
 * @param by the leg that leaves
 * @param callerLeaves that leg is the caller's
 * @param stays the leg that gets somebody else to talk with
 * @param target who, as dialled or shown
 * @param gone the transferor has left already
 * @param toApplication it leads to an application, where nobody answers
 * @param begun when
 */
public record Transfer(
    int number,
    Kind kind,
    LegId by,
    boolean callerLeaves,
    LegId stays,
    String target,
    boolean gone,
    boolean toApplication,
    Instant begun) {

  /** What is done. */
  public enum Kind {
    /** Somebody else is called. */
    BLIND,
    /** Two calls become one. */
    ATTENDED,
    /** A new party takes the place of one (RFC 3891). */
    REPLACED
  }

  Transfer left() {
    return new Transfer(number, kind, by, callerLeaves, stays, target, true, toApplication, begun);
  }

  Transfer leadsToApplication() {
    return new Transfer(number, kind, by, callerLeaves, stays, target, gone, true, begun);
  }
}
