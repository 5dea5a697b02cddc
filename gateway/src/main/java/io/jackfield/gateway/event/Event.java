package io.jackfield.gateway.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened.
 *
 * @param service service it happened in
 * @param eventClass {@code core}, {@code media}, or an application's own
 * @param subclass e.g. {@code session}
 * @param type e.g. {@code destroyed}
 * @param objId id of the object it is about
 * @param body JSON-like object, may be empty
 */
public record Event(
    String service,
    String eventClass,
    Optional<String> subclass,
    Optional<String> type,
    Optional<String> objId,
    Map<String, Object> body) {

  /** Copies the map, keeping its order. */
  public Event {
    body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
  }

  /**
   * An event of class {@code media}.
   *
   * @param service service name
   * @param subclass {@code session}, {@code call} or {@code room}
   * @param type event type
   * @param objId object id
   * @param body JSON-like object
   * @return a new event
   */
  public static Event media(
      String service, String subclass, String type, String objId, Map<String, Object> body) {
    return new Event(
        service, "media", Optional.of(subclass), Optional.of(type), Optional.of(objId), body);
  }
}
