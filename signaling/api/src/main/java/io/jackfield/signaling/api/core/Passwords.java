package io.jackfield.signaling.api.core;

import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.gateway.user.User;
import io.jackfield.gateway.user.Users;
import io.jackfield.signaling.api.command.Role;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Who can log in (protocol.md, "Login" 2). Checking takes milliseconds: not on an event loop. */
public final class Passwords {

  /** One way to log in with a name. */
  private record Candidate(Role role, Optional<SaltedHash> password) {}

  /** What a name without owner is checked against. */
  private static final SaltedHash NOBODY = SaltedHash.of("nobody", new SecureRandom());

  /**
   * What is configured.
   *
   * @param coreAdmin administrator of the whole gateway
   * @param serviceAdmin administrator of the service
   * @param users its static users
   * @param anyUser whether a name that is none of these may log in with any password
   */
  public record Rules(
      Optional<Account> coreAdmin, Account serviceAdmin, Users users, boolean anyUser) {}

  private final Supplier<Rules> rules;

  /**
   * Makes the check of a service.
   *
   * @param rules asked at every login, from any thread
   */
  public Passwords(Supplier<Rules> rules) {
    this.rules = rules;
  }

  /**
   * Checks a login. A name that somebody owns always needs its password, so {@code allow_any_user}
   * cannot be used to become an administrator or a static user.
   *
   * @param user name
   * @param password as given
   * @return what it may do, empty when refused
   */
  public Optional<Role> check(String user, Optional<String> password) {
    Rules now = rules.get();
    List<Candidate> candidates = new ArrayList<>(3);
    now.coreAdmin()
        .filter(a -> a.user().equals(user))
        .ifPresent(a -> candidates.add(new Candidate(Role.CORE_ADMIN, a.password())));
    if (now.serviceAdmin().user().equals(user)) {
      candidates.add(new Candidate(Role.SERVICE_ADMIN, now.serviceAdmin().password()));
    }
    now.users()
        .find(user)
        .map(User::password)
        .ifPresent(p -> candidates.add(new Candidate(Role.USER, Optional.of(p))));
    String given = password.orElse("");
    if (candidates.isEmpty()) {
      if (now.anyUser()) {
        return Optional.of(Role.USER);
      }
      // As slow as a known name, so that time does not tell which names exist.
      NOBODY.matches(given);
      return Optional.empty();
    }
    return candidates.stream()
        .filter(c -> password.isPresent() && c.password().filter(h -> h.matches(given)).isPresent())
        .map(Candidate::role)
        .findFirst();
  }

  /**
   * The administrator a login without name is for.
   *
   * @return user name
   */
  public String serviceAdmin() {
    return rules.get().serviceAdmin().user();
  }

  /**
   * Whether the name belongs to somebody, connected or not.
   *
   * @param user name
   * @return true for static users and administrators
   */
  public boolean knows(String user) {
    Rules now = rules.get();
    return now.users().find(user).isPresent()
        || now.serviceAdmin().user().equals(user)
        || now.coreAdmin().filter(a -> a.user().equals(user)).isPresent();
  }
}
