package io.jackfield.gateway.room;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.RoomId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Rooms of a service, as signalling modules use them. Any thread. Every stage completes within its
 * deadline, exceptionally with a {@link io.jackfield.gateway.failure.FailureException} when refused
 * ({@code room_not_found} for an unknown id).
 */
public interface Rooms {

  /**
   * Makes a room.
   *
   * @param request what it is to be
   * @return its id; {@code room_already_exists}, {@code unknown_backend}, {@code not_implemented},
   *     {@code no_mediaserver}
   */
  CompletionStage<RoomId> create(CreateRoom request);

  /**
   * Ends a room and its members' sessions.
   *
   * @param id which
   * @param failure the reason to tell
   * @return completes when its resources are released
   */
  CompletionStage<Void> destroy(RoomId id, Failure failure);

  /**
   * What is known of a room, as the body of {@code get_info} (media-room.md).
   *
   * @param id which
   * @return JSON-like object
   */
  CompletionStage<Map<String, Object>> info(RoomId id);

  /**
   * Latest {@code status} body by class.
   *
   * @param id which
   * @return JSON-like object
   */
  CompletionStage<Map<String, Object>> status(RoomId id);

  /**
   * All rooms of this service.
   *
   * @return each with {@code room_id}, {@code class}, {@code backend}, in no order
   */
  List<Map<String, Object>> list();

  /**
   * Whether the room exists in this service.
   *
   * @param id which
   * @return true while it lives
   */
  boolean exists(RoomId id);

  /**
   * Adds a message to the log of a room and tells everybody.
   *
   * @param id which
   * @param message JSON-like object
   * @param user the sender's user
   * @param connection the sender's connection
   * @return number of the message
   */
  CompletionStage<Long> send(
      RoomId id, Map<String, Object> message, String user, String connection);

  /**
   * The message log of a room.
   *
   * @param id which
   * @return messages, oldest first
   */
  CompletionStage<List<Map<String, Object>>> messages(RoomId id);

  /**
   * Changes the video layout of a conference.
   *
   * @param id which
   * @param layout the engine's name of it
   * @return completes when applied; {@code no_active_room} for a room that is no conference
   */
  CompletionStage<Void> layout(RoomId id, String layout);
}
