package io.jackfield.gateway.room;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.SessionId;
import java.util.Map;
import java.util.Optional;

/**
 * What can happen to a room. {@code token} names the waiting caller, answered once with {@link
 * RoomEffect.Succeed} or {@link RoomEffect.Fail}; 0 for none.
 */
public sealed interface RoomInput {

  /** Somebody waits for the room to be open; the first one opens it. */
  record Open(long token) implements RoomInput {}

  /** The engine has made it. */
  record Opened() implements RoomInput {}

  /** The engine refused to make it, or took too long. */
  record OpenFailed(Failure failure) implements RoomInput {}

  /** A session's type puts it into this room, or changes its part in it. */
  record Joined(Member member) implements RoomInput {}

  /** A session has ended or does something else now. */
  record Left(SessionId session) implements RoomInput {}

  /**
   * A message for the log.
   *
   * @param user the sender's user
   * @param connection the sender's connection
   */
  record Send(long token, Map<String, Object> message, String user, String connection)
      implements RoomInput {}

  /** The room is to end. */
  record Destroy(long token, Failure failure) implements RoomInput {}

  /** The engine reports a status. */
  record EngineStatus(String statusClass, Map<String, Object> fields) implements RoomInput {}

  /** The engine has lost the room. */
  record Lost() implements RoomInput {}

  /** The engine was asked: how many members send; empty when it cannot tell now. */
  record Checked(Optional<Integer> senders) implements RoomInput {}

  /** The room's resources are released, or waiting for that is over. */
  record Closed() implements RoomInput {}

  /** A timer ran out. */
  record TimerFired(RoomTimer timer) implements RoomInput {}
}
