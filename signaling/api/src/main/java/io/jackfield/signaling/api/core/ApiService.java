package io.jackfield.signaling.api.core;

import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Identity;
import java.util.List;
import java.util.Set;

/** The API side of one service that is started, as the other services see it. Any thread. */
public interface ApiService {

  /** Name of the service that is always there. */
  String CORE = "core";

  /**
   * The service itself: its name, calls, sessions and events.
   *
   * @return never null
   */
  Service service();

  /**
   * Its connections.
   *
   * @return those logged in
   */
  Directory directory();

  /**
   * Who may log in; always as configured now.
   *
   * @return never null
   */
  Passwords passwords();

  /**
   * Its administrator, as configured now.
   *
   * @return never null
   */
  Account admin();

  /**
   * Services whose events its administrator may hear, {@code trusted_services} as configured now.
   *
   * @return names, of services that may not exist
   */
  Set<String> trustedServices();

  /**
   * Makes a connection one of this service: from now on its requests are those of this service's
   * command table. Called on the connection's loop, before it is told who it is; no effect if it
   * belongs here already.
   *
   * @param client a connection of any service that is not logged in
   */
  void adopt(Client client);

  /**
   * Whether an id is kept for the client of another user, who may come back for its calls.
   *
   * @param who wants it
   * @return false for whoever it is kept for
   */
  boolean keeps(Identity who);

  /**
   * Gives a client that comes back the calls of its lost connection of the same id. On its loop,
   * once it is logged in.
   *
   * @param client the new connection
   * @param who the client
   * @return the calls that go on; mostly none
   */
  List<CallId> welcome(Client client, Identity who);
}
