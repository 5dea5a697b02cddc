package io.jackfield.gateway.room;

/** What timers of a room are for; starting one that runs replaces it. */
public enum RoomTimer {
  /** Nobody was in it for too long. */
  IDLE,
  /** The engine is asked whether it still has the room. */
  CHECK
}
