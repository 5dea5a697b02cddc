package io.jackfield.gateway.room;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.SessionId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a step wants done, in this order. */
public sealed interface RoomEffect {

  /** The engine makes the room; {@link RoomInput.Opened} or {@code OpenFailed} follows. */
  record EngineOpen() implements RoomEffect {}

  /** The engine is asked for the room; {@link RoomInput.Checked} or {@code Lost} follows. */
  record EngineCheck() implements RoomEffect {}

  /** The engine releases the room; {@link RoomInput.Closed} follows. */
  record EngineClose() implements RoomEffect {}

  /** A member's session ends. */
  record StopMember(SessionId session, Failure failure) implements RoomEffect {}

  /** An event of the room is published. */
  record Publish(String type, Map<String, Object> body) implements RoomEffect {}

  /** A timer starts, or starts again. */
  record StartTimer(RoomTimer timer, Duration after) implements RoomEffect {}

  /** A timer stops. */
  record CancelTimer(RoomTimer timer) implements RoomEffect {}

  /** A waiting caller gets its result. */
  record Succeed(long token, Optional<Object> result) implements RoomEffect {}

  /** A waiting caller is refused. */
  record Fail(long token, Failure failure) implements RoomEffect {}

  /** The room is over and forgotten. The last effect. */
  record Gone() implements RoomEffect {}
}
