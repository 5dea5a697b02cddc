package io.jackfield.gateway.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param body any JSON-like value; an empty object means there is none, and so does a null
 */
public record Event(
    String service,
    String eventClass,
    Optional<String> subclass,
    Optional<String> type,
    Optional<String> objId,
    Object body) {

  /** Copies an object or array, keeping its order. */
  public Event {
    body = copy(body);
  }

  /** What may be handed from thread to thread; JSON-like values nest without being changed. */
  static Object copy(Object body) {
    if (body == null) {
      return Map.of();
    }
    if (body instanceof Map<?, ?> map) {
      return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
    return body instanceof List<?> list
        ? Collections.unmodifiableList(new ArrayList<>(list))
        : body;
  }

  /**
   * Whether there is a body.
   *
   * @return false for an empty object
   */
  public boolean hasBody() {
    return !(body instanceof Map<?, ?> map && map.isEmpty());
  }

  /**
   * The members of a body that is an object.
   *
   * @return unmodifiable, empty for any other body
   */
  @SuppressWarnings("unchecked") // JSON objects have string keys
  public Map<String, Object> fields() {
    return body instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /**
   * The same event with another body.
   *
   * @param other any JSON-like value
   * @return a copy
   */
  public Event withBody(Object other) {
    return new Event(service, eventClass, subclass, type, objId, other);
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
