package io.jackfield.gateway.service;

import io.jackfield.gateway.id.RoomId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of all rooms of all services: a room's id is unique in the gateway (media-room.md). Any
 * thread.
 */
public final class RoomNames {

  private final Set<RoomId> taken = ConcurrentHashMap.newKeySet();

  /** No room has a name yet. */
  public RoomNames() {}

  /** Takes a name; false when a room has it. */
  boolean claim(RoomId id) {
    return taken.add(id);
  }

  /** Gives a name back. */
  void release(RoomId id) {
    taken.remove(id);
  }
}
