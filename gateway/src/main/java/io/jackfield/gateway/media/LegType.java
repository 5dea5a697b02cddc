package io.jackfield.gateway.media;

import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import java.util.Optional;
import java.util.OptionalInt;

/** A session type with the fields that belong to it (media-session.md, "Types"). */
public sealed interface LegType {

  /**
   * The bare type.
   *
   * @return never null
   */
  SessionType type();

  /** Placed on the engine, no media yet. */
  record Park() implements LegType {
    @Override
    public SessionType type() {
      return SessionType.PARK;
    }
  }

  /** Media goes back to its sender. */
  record Echo() implements LegType {
    @Override
    public SessionType type() {
      return SessionType.ECHO;
    }
  }

  /**
   * Joined to another session of the same engine, both ways.
   *
   * @param peer the other session
   */
  record Bridge(SessionId peer) implements LegType {
    @Override
    public SessionType type() {
      return SessionType.BRIDGE;
    }
  }

  /**
   * Hears another session.
   *
   * @param peer the session heard
   */
  record Connect(SessionId peer) implements LegType {
    @Override
    public SessionType type() {
      return SessionType.CONNECT;
    }
  }

  /**
   * First leg of a call through the engine.
   *
   * @param far what kind of description the far leg needs
   */
  record Proxy(io.jackfield.gateway.sdp.SdpKind far) implements LegType {
    @Override
    public SessionType type() {
      return SessionType.PROXY;
    }
  }

  /**
   * Sends to an SFU room.
   *
   * @param room an existing room
   */
  record Publish(RoomId room) implements LegType {
    @Override
    public SessionType type() {
      return SessionType.PUBLISH;
    }
  }

  /**
   * Receives one publisher.
   *
   * @param publisher a session of type {@code publish}
   */
  record Listen(SessionId publisher) implements LegType {
    @Override
    public SessionType type() {
      return SessionType.LISTEN;
    }
  }

  /**
   * Member of a conference.
   *
   * @param room the conference
   * @param layout video layout when given
   */
  record Mcu(RoomId room, Optional<String> layout) implements LegType {
    @Override
    public SessionType type() {
      return SessionType.MCU;
    }
  }

  /**
   * Hears a file; when it has ended the leg stays and hears nothing.
   *
   * @param uri what to play: {@code file:}, {@code http:} or {@code https:}; a local file was
   *     checked by the gateway
   * @param loops how often, 0 or empty for ever
   */
  record Play(String uri, OptionalInt loops) implements LegType {
    @Override
    public SessionType type() {
      return SessionType.PLAY;
    }
  }
}
