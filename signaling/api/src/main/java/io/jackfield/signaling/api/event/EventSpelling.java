package io.jackfield.signaling.api.event;

import java.util.Map;
import java.util.Optional;

/**
 * Older words a client subscribed with, which it shall hear again in the events (README, "Output").
 *
 * @param obj {@code subclass} comes also as {@code obj}
 * @param type the older name of the type
 */
public record EventSpelling(boolean obj, Optional<String> type) {

  private static final Map<String, Map<String, String>> OLDER =
      Map.of(
          "media/session",
              Map.of(
                  "stop", "destroyed",
                  "hangup", "destroyed",
                  "start", "created",
                  "updated_type", "type"),
          "media/room", Map.of("started", "created"));

  /**
   * The canonical name of an event type.
   *
   * @param eventClass class
   * @param subclass subclass
   * @param type as given
   * @return the type itself when it is no older name
   */
  public static String canonical(String eventClass, String subclass, String type) {
    return OLDER.getOrDefault(eventClass + '/' + subclass, Map.of()).getOrDefault(type, type);
  }

  /**
   * Whether it changes anything.
   *
   * @return true when all words were canonical
   */
  public boolean isCanonical() {
    return !obj && type.isEmpty();
  }

  /**
   * Says the older words.
   *
   * @param data an event as {@link EventData} shows it; changed
   */
  public void apply(Map<String, Object> data) {
    type.ifPresent(older -> data.put("type", older));
    if (obj && data.containsKey("subclass")) {
      data.put("obj", data.get("subclass"));
    }
  }
}
