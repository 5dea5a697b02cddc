package io.jackfield.gateway.media;

import java.util.Locale;
import java.util.Optional;

/** What a room does; the wire name is the lower-case constant (media-room.md). */
public enum RoomClass {
  /** Publishers are passed on to their listeners. */
  SFU,
  /** Everyone hears all others, mixed. */
  MCU;

  /**
   * The name in messages and documents.
   *
   * @return lower case
   */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The type that makes a session a member which sends: an engine has rooms of a class when it has
   * this type.
   *
   * @return {@code publish} or {@code mcu}
   */
  public SessionType memberType() {
    return this == SFU ? SessionType.PUBLISH : SessionType.MCU;
  }

  /**
   * Finds a class by its wire name.
   *
   * @param name as received
   * @return empty when unknown
   */
  public static Optional<RoomClass> ofWire(String name) {
    for (RoomClass roomClass : values()) {
      if (roomClass.wireName().equals(name)) {
        return Optional.of(roomClass);
      }
    }
    return Optional.empty();
  }
}
