package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.event.Event;
import io.jackfield.signaling.api.command.Client;

/** A last look at each event before it goes to a client. */
@FunctionalInterface
public interface EventGate {

  /**
   * Whether the client shall get it; called once an event, on the client's loop.
   *
   * @param client who would get it
   * @param event the event
   * @return false to leave it out
   */
  boolean pass(Client client, Event event);
}
