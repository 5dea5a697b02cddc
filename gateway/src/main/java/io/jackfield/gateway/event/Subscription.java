package io.jackfield.gateway.event;

import java.util.Optional;

/**
 * What a subscriber wants to hear; an empty part means any value, including an absent one.
 *
 * @param service service name
 * @param eventClass class
 * @param subclass subclass
 * @param type type
 * @param objId object id
 */
public record Subscription(
    Optional<String> service,
    Optional<String> eventClass,
    Optional<String> subclass,
    Optional<String> type,
    Optional<String> objId) {

  /**
   * All events of one object.
   *
   * @param service service name
   * @param eventClass class
   * @param subclass subclass
   * @param objId object id
   * @return a new subscription
   */
  public static Subscription toObject(
      String service, String eventClass, String subclass, String objId) {
    return new Subscription(
        Optional.of(service),
        Optional.of(eventClass),
        Optional.of(subclass),
        Optional.empty(),
        Optional.of(objId));
  }

  /**
   * Whether the event is wanted: every given part is equal (events.md, "Subscriptions").
   *
   * @param event the event
   * @return true when it matches
   */
  public boolean matches(Event event) {
    return part(service, Optional.of(event.service()))
        && part(eventClass, Optional.of(event.eventClass()))
        && part(subclass, event.subclass())
        && part(type, event.type())
        && part(objId, event.objId());
  }

  /**
   * How many parts are open; the fewer, the more specific.
   *
   * @return 0..5
   */
  public int openParts() {
    int open = 0;
    for (Optional<String> p : java.util.List.of(service, eventClass, subclass, type, objId)) {
      if (p.isEmpty()) {
        open++;
      }
    }
    return open;
  }

  private static boolean part(Optional<String> wanted, Optional<String> found) {
    return wanted.isEmpty() || wanted.equals(found);
  }

  /** One subscription with the body its events are merged with. */
  record Entry(Subscription subscription, Object body, long order) {}
}
