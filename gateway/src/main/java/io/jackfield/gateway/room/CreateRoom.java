package io.jackfield.gateway.room;

import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.media.RoomSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * What a new room is to be (media-room.md, {@code create}).
 *
 * @param id wanted id, else one is made
 * @param spec class, codecs, bitrate
 * @param backend wanted backend, else the first that has rooms of the class
 * @param timeout how long it lives without members
 */
public record CreateRoom(
    Optional<RoomId> id, RoomSpec spec, Optional<String> backend, Duration timeout) {

  /** A room made by command. */
  public static final Duration BY_COMMAND = Duration.ofSeconds(86_400);

  /** A room made by a session. */
  public static final Duration BY_SESSION = Duration.ofSeconds(300);

  /** The shortest that may be asked for. */
  public static final Duration SHORTEST = Duration.ofSeconds(5);

  /** The longest that may be asked for. */
  public static final Duration LONGEST = Duration.ofSeconds(259_200);
}
