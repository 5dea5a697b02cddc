package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.event.Subscription;
import java.util.Map;

/**
 * How a connection has ended.
 *
 * @param mayReturn it was lost and not closed, so its client may come back (sip-pbx.md, "socket
 *     loss")
 * @param heard its subscriptions with their bodies, which are no more
 */
public record Departure(boolean mayReturn, Map<Subscription, Object> heard) {

  /** Copies the map. */
  public Departure {
    heard = Map.copyOf(heard);
  }
}
