package io.jackfield.gateway.user;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The static users of a service. Immutable. */
public final class Users {

  private final Map<String, User> byName;
  private final String realm;

  /**
   * Makes the table.
   *
   * @param realm digest realm the HA1s were made for, the service's SIP domain
   * @param users the users, names unique
   */
  public Users(String realm, Collection<User> users) {
    Map<String, User> map = new LinkedHashMap<>();
    for (User user : users) {
      if (map.put(user.name(), user) != null) {
        throw new IllegalArgumentException("user '" + user.name() + "' is listed twice");
      }
    }
    this.byName = map;
    this.realm = realm;
  }

  /**
   * Digest realm of the HA1s.
   *
   * @return never null
   */
  public String realm() {
    return realm;
  }

  /**
   * Looks a user up.
   *
   * @param name exact name
   * @return empty when unknown
   */
  public Optional<User> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * All of them, in order of configuration.
   *
   * @return unmodifiable
   */
  public Collection<User> all() {
    return java.util.Collections.unmodifiableCollection(byName.values());
  }
}
