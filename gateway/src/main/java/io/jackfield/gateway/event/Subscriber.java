package io.jackfield.gateway.event;

/** Hears events. Called on the publisher's thread; must not block and must not throw. */
@FunctionalInterface
public interface Subscriber {

  /**
   * One event, once, however many of this subscriber's subscriptions match.
   *
   * @param event with the bodies of the matching subscriptions merged in (events.md, "Body
   *     merging")
   */
  void onEvent(Event event);
}
