package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.CommandTable;

/**
 * What all connections of a service share. Any thread; what can be configured is asked for each
 * time, since it may change while connections are open.
 */
public interface ConnectionContext {

  /**
   * The service.
   *
   * @return never null
   */
  Service service();

  /**
   * Timers and limits.
   *
   * @return as configured now
   */
  ConnectionOptions options();

  /**
   * The commands.
   *
   * @return as configured now
   */
  CommandTable table();

  /**
   * A last look at events.
   *
   * @return never null
   */
  EventGate gate();

  /**
   * The counters.
   *
   * @return never null
   */
  Counters counters();

  /**
   * A connection is up, or has come from another service.
   *
   * @param connection the connection, on its loop
   */
  void arrived(ApiConnection connection);

  /**
   * A connection has closed, or goes to another service. Told once for each {@link #arrived}.
   *
   * @param connection the connection, on its loop
   */
  void left(ApiConnection connection);

  /**
   * A connection that was logged in has closed. Told once, after {@link #left}.
   *
   * @param client the connection, on its loop
   */
  void gone(Client client);
}
