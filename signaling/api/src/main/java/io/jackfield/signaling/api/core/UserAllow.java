package io.jackfield.signaling.api.core;

import java.util.Set;

/** The words of {@code user_allow}: what users may do besides using what is theirs. */
public final class UserAllow {

  /** Make media sessions. */
  public static final String SESSION = "session";

  /** Place calls. */
  public static final String CALL = "call";

  /** Use rooms, all but destroying them. */
  public static final String ROOM = "room";

  /** Destroy rooms. */
  public static final String ROOM_DESTROY = "room_destroy";

  /** {@code core/user/send_event}. */
  public static final String USER_SEND_EVENT = "user_send_event";

  /** {@code core/session/send_event}. */
  public static final String SESSION_SEND_EVENT = "session_send_event";

  /** {@code core/session/cmd}. */
  public static final String SESSION_CMD = "session_cmd";

  /** Every word. */
  public static final Set<String> WORDS =
      Set.of(SESSION, CALL, ROOM, ROOM_DESTROY, USER_SEND_EVENT, SESSION_SEND_EVENT, SESSION_CMD);

  /** What users may do when nothing is configured (protocol.md, "Permissions"). */
  public static final Set<String> DEFAULTS =
      Set.of(SESSION, CALL, ROOM, USER_SEND_EVENT, SESSION_SEND_EVENT);

  private UserAllow() {}
}
