package io.jackfield.gateway.media;

import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import java.util.concurrent.CompletionStage;

/** One media engine. See the package for the thread rule. */
public interface MediaEngine {

  /**
   * Name of the backend: {@code embedded}, {@code janus}, {@code freeswitch}, {@code kurento}.
   *
   * @return never null
   */
  String backend();

  /**
   * Name of this engine among those of its backend.
   *
   * @return never null
   */
  String name();

  /**
   * What it can do; constant for the life of the engine.
   *
   * @return never null
   */
  Capabilities capabilities();

  /**
   * Whether new sessions may be put on it now.
   *
   * @return false while it is down or draining
   */
  boolean ready();

  /**
   * Number of open legs, for least-load choice.
   *
   * @return zero or more
   */
  int load();

  /**
   * Opens a leg. Nothing is sent or allocated outside the process until its first operation.
   *
   * @param id the session's id; bridge partners refer to it
   * @param observer hears what happens on the leg until it is closed
   * @return a leg that must be closed
   */
  MediaLeg open(SessionId id, MediaLegObserver observer);

  /**
   * Opens a room for members on this engine.
   *
   * @param id the room's id; {@link LegType.Publish} and {@link LegType.Mcu} name it
   * @param spec what the room is to be
   * @param observer hears what happens to the room until it is closed
   * @return the room, which must be closed; {@code not_implemented} for a class, profile or layout
   *     the engine lacks, {@code room_already_exists}, {@code no_mediaserver}
   */
  CompletionStage<MediaRoom> openRoom(RoomId id, RoomSpec spec, MediaRoomObserver observer);
}
