package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.CommandTable;
import io.jackfield.signaling.api.command.Invocation;
import java.util.Map;
import java.util.concurrent.CompletionStage;

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
   * Decides whether a validated request may be carried out (protocol.md, "Permissions").
   *
   * @param request the request
   * @param data its data as received
   * @return completes when it may; fails, or throws, with a {@link
   *     io.jackfield.gateway.failure.FailureException} when not
   */
  CompletionStage<Void> permit(Invocation request, Map<String, Object> data);

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
   * @param departure what it leaves behind
   */
  void gone(Client client, Departure departure);
}
