package io.jackfield.gateway.room;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.RoomSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a step needs to know of a room. Immutable; only {@link RoomStep} makes the next one.
 *
 * @param id the room
 * @param backend backend it is on
 * @param spec what it was made as
 * @param timeout how long it lives without members
 * @param messageMax most messages kept
 * @param phase life cycle
 * @param announced whether its {@code created} event went out
 * @param members who is in it, in order of joining
 * @param status latest status body by class
 * @param messages the message log, oldest first
 * @param lastMessage number of the last message
 * @param senderless how often in a row the engine knew of no sender while there were some
 * @param opening who waits for it to open
 * @param waitingEnd who waits for its end
 * @param ending why it ends, once it does
 */
public record RoomState(
    RoomId id,
    String backend,
    RoomSpec spec,
    Duration timeout,
    int messageMax,
    Phase phase,
    boolean announced,
    Map<SessionId, Member> members,
    Map<String, Map<String, Object>> status,
    List<Map<String, Object>> messages,
    long lastMessage,
    int senderless,
    Set<Long> opening,
    Set<Long> waitingEnd,
    Optional<Failure> ending) {

  /** Life cycle. */
  public enum Phase {
    /** The engine makes it. */
    OPENING,
    /** In use. */
    OPEN,
    /** The engine releases it. */
    CLOSING,
    /** Gone. */
    GONE
  }

  /** Copies the collections, keeping the order of the members. */
  public RoomState {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    status = Map.copyOf(status);
    messages = List.copyOf(messages);
    opening = Set.copyOf(opening);
    waitingEnd = Set.copyOf(waitingEnd);
  }

  /**
   * A room before its first input.
   *
   * @param id the room
   * @param backend backend it is on
   * @param request what it is to be
   * @param messageMax most messages kept
   * @return state in {@link Phase#OPENING}
   */
  public static RoomState fresh(RoomId id, String backend, CreateRoom request, int messageMax) {
    return new RoomState(
        id,
        backend,
        request.spec(),
        request.timeout(),
        messageMax,
        Phase.OPENING,
        false,
        Map.of(),
        Map.of(),
        List.of(),
        0,
        0,
        Set.of(),
        Set.of(),
        Optional.empty());
  }

  /**
   * Whether the room has ended or is about to.
   *
   * @return true from the first reason to end on
   */
  public boolean over() {
    return phase == Phase.CLOSING || phase == Phase.GONE;
  }
}
