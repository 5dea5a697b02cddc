package io.jackfield.gateway.media;

import io.jackfield.gateway.failure.Failure;
import java.util.Map;

/** Hears what happens to a room. Called in order; must not block. */
public interface MediaRoomObserver {

  /**
   * Something worth a {@code status} event of the room (events.md), e.g. {@code slow_link}.
   *
   * @param statusClass the {@code class} of the status body
   * @param fields the other fields, JSON-like values
   */
  void onStatus(String statusClass, Map<String, Object> fields);

  /**
   * The room is gone on the engine; it must still be closed.
   *
   * @param failure why
   */
  void onLost(Failure failure);
}
