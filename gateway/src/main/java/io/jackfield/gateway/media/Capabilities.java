package io.jackfield.gateway.media;

import io.jackfield.gateway.sdp.SdpKind;
import java.util.HashSet;
import java.util.Set;

/**
 * What an engine can do, as data: the chooser, the documents and the contract test read it.
 *
 * @param supported every combination the engine takes
 * @param changes every change of type it makes on a leg without a new description
 * @param joins kinds of the two legs it can join when the caller's is answered last; only with
 *     {@code lateAnswer}
 * @param lateAnswer the engine can take an offer and answer it only when the far leg is known, so
 *     that both legs agree on a codec without transcoding
 * @param trickle the engine's own descriptions come without all candidates; they follow one by one
 * @param takesTrickle the engine takes client candidates one by one
 */
public record Capabilities(
    Set<Case> supported,
    Set<Change> changes,
    Set<Join> joins,
    boolean lateAnswer,
    boolean trickle,
    boolean takesTrickle) {

  /**
   * One thing an engine can do.
   *
   * @param type session type
   * @param role the engine's role
   * @param kind kind of the leg's description
   */
  public record Case(SessionType type, Role role, SdpKind kind) {}

  /**
   * A change of type without a new description. From a type to itself: other fields of it, e.g.
   * another publisher.
   *
   * @param from type before
   * @param to type after
   */
  public record Change(SessionType from, SessionType to) {}

  /**
   * Two legs of one call: the caller's, whose offer is held, and one offered to the far side.
   *
   * @param caller kind of the caller's descriptions
   * @param far kind of the far leg's
   */
  public record Join(SdpKind caller, SdpKind far) {}

  /** Copies the sets and refuses joins of an engine that does not answer late. */
  public Capabilities {
    supported = Set.copyOf(supported);
    changes = Set.copyOf(changes);
    joins = Set.copyOf(joins);
    if (!lateAnswer && !joins.isEmpty()) {
      throw new IllegalArgumentException("joins need late answers");
    }
  }

  /**
   * Changes from any of these types to any of them.
   *
   * @param types types the engine has
   * @return every pair; none leads to {@code proxy}, which begins with an offer
   */
  public static Set<Change> anyChange(Iterable<SessionType> types) {
    Set<Change> changes = new HashSet<>();
    for (SessionType from : types) {
      for (SessionType to : types) {
        if (to != SessionType.PROXY) {
          changes.add(new Change(from, to));
        }
      }
    }
    return changes;
  }

  /**
   * Joins of legs of any kind with legs of any kind.
   *
   * @return every pair
   */
  public static Set<Join> anyJoin() {
    Set<Join> joins = new HashSet<>();
    for (SdpKind caller : SdpKind.values()) {
      for (SdpKind far : SdpKind.values()) {
        joins.add(new Join(caller, far));
      }
    }
    return joins;
  }

  /**
   * Whether the engine takes this combination.
   *
   * @param type session type
   * @param role the engine's role
   * @param kind kind of the leg's description
   * @return true when supported
   */
  public boolean supports(SessionType type, Role role, SdpKind kind) {
    return supported.contains(new Case(type, role, kind));
  }

  /**
   * Whether the engine knows the type at all, in any role.
   *
   * @param type session type
   * @return true when some case has it
   */
  public boolean knows(SessionType type) {
    return supported.stream().anyMatch(c -> c.type() == type);
  }

  /**
   * Whether a leg may change its type.
   *
   * @param from type before
   * @param to type after
   * @return true when supported
   */
  public boolean changes(SessionType from, SessionType to) {
    return changes.contains(new Change(from, to));
  }

  /**
   * Whether the engine can be between a caller and a far side of these kinds.
   *
   * @param caller kind of the caller's descriptions
   * @param far kind of the far leg's
   * @return true when supported
   */
  public boolean joins(SdpKind caller, SdpKind far) {
    return joins.contains(new Join(caller, far));
  }

  /**
   * Whether the engine has rooms of a class.
   *
   * @param roomClass SFU or MCU
   * @return true when a session can be a member that sends
   */
  public boolean hasRooms(RoomClass roomClass) {
    return knows(roomClass.memberType());
  }
}
