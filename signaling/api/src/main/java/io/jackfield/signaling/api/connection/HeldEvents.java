package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.event.Event;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Events that wait for the reply of a request (protocol.md: a reply is always written before any
 * event the request causes). Events of one object never overtake each other.
 */
final class HeldEvents {

  private final Deque<Event> waiting = new ArrayDeque<>(0);

  /** True when the event was taken in; false when it may go out now. */
  boolean hold(Event event, Collection<OpenRequest> open) {
    if (open.isEmpty() && waiting.isEmpty()) {
      return false;
    }
    if (isHeld(event, open) || waiting.stream().anyMatch(w -> sameObject(w, event))) {
      waiting.add(event);
      return true;
    }
    return false;
  }

  /** Sends what no open request holds any more. */
  void release(Collection<OpenRequest> open, Consumer<Event> out) {
    if (waiting.isEmpty()) {
      return;
    }
    Set<Optional<String>> blocked = new HashSet<>();
    for (Iterator<Event> i = waiting.iterator(); i.hasNext(); ) {
      Event event = i.next();
      if (isHeld(event, open) || blocked.contains(event.objId())) {
        blocked.add(event.objId());
      } else {
        i.remove();
        out.accept(event);
      }
    }
  }

  /** Forgets the events of an object that was not made after all. */
  void drop(String objId) {
    waiting.removeIf(event -> event.objId().equals(Optional.of(objId)));
  }

  int size() {
    return waiting.size();
  }

  private static boolean isHeld(Event event, Collection<OpenRequest> open) {
    for (OpenRequest request : open) {
      if (request.holds(event)) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameObject(Event one, Event other) {
    return one.objId().equals(other.objId());
  }
}
