package io.jackfield.gateway.media;

import io.jackfield.gateway.sdp.SdpKind;
import java.util.Set;

/**
 * What an engine can do, as data: the chooser, the documents and the contract test read it.
 *
 * @param supported every combination the engine takes
 * @param lateAnswer the engine can take an offer and answer it only when the far leg is known, so
 *     that both legs agree on a codec without transcoding
 * @param trickle the engine's own descriptions come without all candidates; they follow one by one
 * @param takesTrickle the engine takes client candidates one by one
 */
public record Capabilities(
    Set<Case> supported, boolean lateAnswer, boolean trickle, boolean takesTrickle) {

  /**
   * One thing an engine can do.
   *
   * @param type session type
   * @param role the engine's role
   * @param kind kind of the leg's description
   */
  public record Case(SessionType type, Role role, SdpKind kind) {}

  /** Copies the set. */
  public Capabilities {
    supported = Set.copyOf(supported);
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
   * Whether the engine has rooms of a class.
   *
   * @param roomClass SFU or MCU
   * @return true when a session can be a member that sends
   */
  public boolean hasRooms(RoomClass roomClass) {
    return knows(roomClass.memberType());
  }
}
