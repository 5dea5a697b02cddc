package io.jackfield.media.embedded;

import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.RoomClass;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rooms, who sends to which, and who hears whom one way: the one truth about them, as {@link
 * Partners} is about bridges. Each change names the legs that must look again. Safe for use by any
 * thread; the lock is never held across a call.
 */
final class Places {
  private final Map<RoomId, EmbeddedRoom> rooms = new HashMap<>();
  private final Map<SessionId, EmbeddedRoom> senders = new LinkedHashMap<>();
  private final Map<SessionId, SessionId> heard = new HashMap<>();
  private final Map<SessionId, Set<SessionId>> listeners = new HashMap<>();

  /** Takes a room in; false when its id is taken. */
  synchronized boolean open(EmbeddedRoom room) {
    return rooms.putIfAbsent(room.id(), room) == null;
  }

  /** Whether this very room is still open. */
  synchronized boolean isOpen(EmbeddedRoom room) {
    return rooms.get(room.id()) == room;
  }

  synchronized Optional<EmbeddedRoom> room(RoomId id) {
    return Optional.ofNullable(rooms.get(id));
  }

  synchronized Optional<EmbeddedRoom> room(RoomId id, RoomClass roomClass) {
    return room(id).filter(r -> r.spec().roomClass() == roomClass);
  }

  /**
   * Closes a room.
   *
   * @param room the room
   * @return its members and those who hear them; empty when it was closed already
   */
  synchronized Set<SessionId> close(EmbeddedRoom room) {
    Set<SessionId> changed = new HashSet<>();
    if (!rooms.remove(room.id(), room)) {
      return changed;
    }
    senders
        .entrySet()
        .removeIf(
            entry -> {
              boolean in = entry.getValue() == room;
              if (in) {
                changed.add(entry.getKey());
                changed.addAll(listenersOf(entry.getKey()));
              }
              return in;
            });
    return changed;
  }

  /** How many members send to a room. */
  synchronized int senders(EmbeddedRoom room) {
    return (int) senders.values().stream().filter(r -> r == room).count();
  }

  /** The room a leg sends to. */
  synchronized Optional<EmbeddedRoom> roomOf(SessionId leg) {
    return Optional.ofNullable(senders.get(leg));
  }

  /** Whether a leg publishes in an open room. */
  synchronized boolean publishes(SessionId leg) {
    return roomOf(leg).filter(r -> r.spec().roomClass() == RoomClass.SFU).isPresent();
  }

  /**
   * Puts a leg where its type says; anything else it was in it leaves.
   *
   * @param leg the leg
   * @param type its type
   * @return other legs whose media changes by that
   */
  synchronized Set<SessionId> take(SessionId leg, LegType type) {
    Optional<SessionId> source = Optional.empty();
    Optional<EmbeddedRoom> room = Optional.empty();
    if (type instanceof LegType.Connect connect) {
      source = Optional.of(connect.peer());
    } else if (type instanceof LegType.Listen listen) {
      source = Optional.of(listen.publisher());
    } else if (type instanceof LegType.Publish publish) {
      room = room(publish.room(), RoomClass.SFU);
    } else if (type instanceof LegType.Mcu mcu) {
      room = room(mcu.room(), RoomClass.MCU);
    }
    hear(leg, source);
    EmbeddedRoom before = senders.get(leg);
    if (before == room.orElse(null)) {
      return Set.of();
    }
    room.ifPresentOrElse(r -> senders.put(leg, r), () -> senders.remove(leg));
    return Set.copyOf(listenersOf(leg));
  }

  private void hear(SessionId leg, Optional<SessionId> source) {
    SessionId before = heard.remove(leg);
    if (before != null) {
      listenersOf(before).remove(leg);
      listeners.computeIfPresent(before, (id, all) -> all.isEmpty() ? null : all);
    }
    source.ifPresent(
        s -> {
          heard.put(leg, s);
          listeners.computeIfAbsent(s, id -> new HashSet<>()).add(leg);
        });
  }

  private Set<SessionId> listenersOf(SessionId leg) {
    return listeners.getOrDefault(leg, new HashSet<>());
  }

  /** The other members of the conference a leg is in. */
  synchronized Set<SessionId> company(SessionId leg) {
    EmbeddedRoom room = senders.get(leg);
    Set<SessionId> others = new HashSet<>();
    if (room != null && room.spec().roomClass() == RoomClass.MCU) {
      senders.forEach(
          (id, in) -> {
            if (in == room && !id.equals(leg)) {
              others.add(id);
            }
          });
    }
    return others;
  }

  /** The legs that hear a leg one way. */
  synchronized Set<SessionId> audience(SessionId leg) {
    return Set.copyOf(listenersOf(leg));
  }

  /** Takes a leg out of everything; names the legs whose media changes by that. */
  synchronized Set<SessionId> leave(SessionId leg) {
    take(leg, new LegType.Park());
    return Set.copyOf(listenersOf(leg));
  }
}
