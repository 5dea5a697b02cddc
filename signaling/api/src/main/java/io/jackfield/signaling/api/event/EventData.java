package io.jackfield.signaling.api.event;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.event.Subscription;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events as the {@code data} of a {@code core/event} request. */
public final class EventData {

  private EventData() {}

  /**
   * What a client sees of an event.
   *
   * @param event the event, bodies merged
   * @param ownService the connection's service
   * @return JSON-like object; absent parts and an empty body are left out, the service unless it is
   *     another one
   */
  public static Map<String, Object> of(Event event, String ownService) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("class", event.eventClass());
    event.subclass().ifPresent(v -> data.put("subclass", v));
    event.type().ifPresent(v -> data.put("type", v));
    event.objId().ifPresent(v -> data.put("obj_id", v));
    if (!event.service().equals(ownService)) {
      data.put("service", event.service());
    }
    if (event.hasBody()) {
      data.put("body", event.body());
    }
    return data;
  }

  /**
   * One line of {@code get_subscriptions}.
   *
   * @param subscription what is wanted
   * @param body merged into the events
   * @param ownService the connection's service
   * @return JSON-like object; open parts are {@code *}
   */
  public static Map<String, Object> of(Subscription subscription, Object body, String ownService) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("class", subscription.eventClass().orElse("*"));
    data.put("subclass", subscription.subclass().orElse("*"));
    data.put("type", subscription.type().orElse("*"));
    data.put("obj_id", subscription.objId().orElse("*"));
    String service = subscription.service().orElse("*");
    if (!service.equals(ownService)) {
      data.put("service", service);
    }
    if (!(body instanceof Map<?, ?> object && object.isEmpty())) {
      data.put("body", body);
    }
    return data;
  }

  /**
   * Whether the event is the last of its media object, so that the subscription to that object
   * alone ends with it.
   *
   * @param event the event
   * @return true for {@code destroyed} of a session or room and for a call's {@code hangup}
   */
  public static boolean isLast(Event event) {
    if (!event.eventClass().equals("media") || event.objId().isEmpty()) {
      return false;
    }
    String subclass = event.subclass().orElse("");
    String type = event.type().orElse("");
    return (subclass.equals("session") || subclass.equals("room")) && type.equals("destroyed")
        || subclass.equals("call") && type.equals("hangup");
  }
}
