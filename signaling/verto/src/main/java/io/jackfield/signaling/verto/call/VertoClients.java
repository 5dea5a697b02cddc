package io.jackfield.signaling.verto.call;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Clients of a service by their {@code sessid}, with and without a socket. Any thread. */
public final class VertoClients {

  private final Map<String, VertoClient> bySessid = new ConcurrentHashMap<>();

  /**
   * The client of a session.
   *
   * @param sessid its session
   * @param make makes it when there is none
   * @return the one that is there now
   */
  public VertoClient enter(String sessid, Function<String, VertoClient> make) {
    return bySessid.computeIfAbsent(sessid, make);
  }

  /** Puts back one that had left; false when another has its session now. */
  boolean again(VertoClient client) {
    VertoClient there = bySessid.putIfAbsent(client.sessid(), client);
    return there == null || there == client;
  }

  void leave(VertoClient client) {
    bySessid.remove(client.sessid(), client);
  }

  /**
   * Looks a client up.
   *
   * @param sessid its session
   * @return empty when there is none
   */
  public Optional<VertoClient> find(String sessid) {
    return Optional.ofNullable(bySessid.get(sessid));
  }

  /**
   * Clients of a user that have a socket.
   *
   * @param user name
   * @return maybe none
   */
  public List<VertoClient> reachable(String user) {
    return bySessid.values().stream()
        .filter(client -> client.user().equals(user) && client.reachable())
        .toList();
  }

  /**
   * All of them.
   *
   * @return a copy
   */
  public Collection<VertoClient> all() {
    return List.copyOf(bySessid.values());
  }
}
