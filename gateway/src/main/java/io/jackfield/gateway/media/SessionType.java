package io.jackfield.gateway.media;

import java.util.Locale;
import java.util.Optional;

/** What a media session does; the wire name is the lower-case constant. */
public enum SessionType {
  /** No engine: descriptions and candidates are relayed between clients. */
  P2P,
  /** Media goes back to its sender. */
  ECHO,
  /** First leg of a call through the engine; turns into {@link #BRIDGE}. */
  PROXY,
  /** Joined to another session. */
  BRIDGE,
  /** Sends to an SFU room. */
  PUBLISH,
  /** Receives one publisher. */
  LISTEN,
  /** On the engine, no media yet. */
  PARK,
  /** Member of a conference. */
  MCU,
  /** Hears a file. */
  PLAY,
  /** One-way receive of another session. */
  CONNECT;

  /**
   * The name in messages and documents.
   *
   * @return lower case
   */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a type by its wire name.
   *
   * @param name as received
   * @return empty when unknown
   */
  public static Optional<SessionType> ofWire(String name) {
    for (SessionType type : values()) {
      if (type.wireName().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
