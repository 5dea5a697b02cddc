package io.jackfield.gateway.room;

import java.util.Locale;

/** What a session does in a room; the wire name is the lower-case constant. */
public enum MemberRole {
  /** Sends to the listeners. */
  PUBLISHER,
  /** Receives one publisher. */
  LISTENER,
  /** Hears and is heard in a conference. */
  PARTICIPANT;

  /**
   * The name in messages and documents.
   *
   * @return lower case
   */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
