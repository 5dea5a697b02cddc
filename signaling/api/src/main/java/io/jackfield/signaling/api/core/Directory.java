package io.jackfield.signaling.api.core;

import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Identity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connections of a service that are logged in, by id and by user. */
public final class Directory {

  private final Map<String, Client> byId = new ConcurrentHashMap<>();
  private final Map<String, Set<Client>> byUser = new ConcurrentHashMap<>();

  /**
   * Enters a connection.
   *
   * @param who its identity
   * @param client the connection
   * @return false when its id is taken
   */
  public boolean enter(Identity who, Client client) {
    if (byId.putIfAbsent(who.connection(), client) != null) {
      return false;
    }
    byUser.compute(
        who.user(),
        (user, clients) -> {
          if (clients == null) {
            // Most users have one connection, and there are very many users.
            return Set.of(client);
          }
          if (clients.size() > 1) {
            clients.add(client);
            return clients;
          }
          Set<Client> many = ConcurrentHashMap.newKeySet();
          many.addAll(clients);
          many.add(client);
          return many;
        });
    return true;
  }

  /**
   * Removes a connection.
   *
   * @param who its identity
   * @param client the connection
   */
  public void leave(Identity who, Client client) {
    byId.remove(who.connection(), client);
    byUser.computeIfPresent(
        who.user(),
        (user, clients) -> {
          if (!clients.contains(client)) {
            return clients;
          }
          if (clients.size() == 1) {
            return null;
          }
          clients.remove(client);
          return clients;
        });
  }

  /**
   * Looks a connection up.
   *
   * @param id connection id
   * @return empty when there is none
   */
  public Optional<Client> connection(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Connections of a user.
   *
   * @param user user name
   * @return a copy, maybe empty
   */
  public Collection<Client> ofUser(String user) {
    return List.copyOf(byUser.getOrDefault(user, Set.of()));
  }

  /**
   * All connections.
   *
   * @return a copy
   */
  public Collection<Client> all() {
    return List.copyOf(byId.values());
  }
}
