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
   * Checks the login of an administrator.
   *
   * @param user name
   * @param password as given
   * @return what it may do, empty when it is none
   */
  public Optional<Role> administrator(String user, Optional<String> password) {
    Rules now = rules.get();
    List<Candidate> candidates = new ArrayList<>(2);
    now.coreAdmin()
        .filter(a -> a.user().equals(user))
        .ifPresent(a -> candidates.add(new Candidate(Role.CORE_ADMIN, a.password())));
    if (now.serviceAdmin().user().equals(user)) {
      candidates.add(new Candidate(Role.SERVICE_ADMIN, now.serviceAdmin().password()));
    }
    return candidates.stream()
        .filter(c -> matches(c.password(), password))
        .map(Candidate::role)
        .findFirst();
  }

  /**
   * Checks the login of anybody else. A name that somebody owns always needs its password, so
   * {@code allow_any_user} cannot be used to become an administrator or a static user.
   *
   * @param user name
   * @param password as given
   * @return whether it may log in
   */
  public boolean user(String user, Optional<String> password) {
    Rules now = rules.get();
    Optional<SaltedHash> known = now.users().find(user).map(User::password);
    if (known.isPresent()) {
      return matches(known, password);
    }
    if (now.anyUser() && !isAdministrator(user)) {
      return true;
    }
    // As slow as a known name, so that time does not tell which names exist.
    NOBODY.matches(password.orElse(""));
    return false;
  }

  private static boolean matches(Optional<SaltedHash> wanted, Optional<String> given) {
    return given.isPresent() && wanted.filter(hash -> hash.matches(given.get())).isPresent();
  }

  /**
   * Whether the name is that of an administrator.
   *
   * @param user name
   * @return true for the service's and the gateway's
   */
  public boolean isAdministrator(String user) {
    Rules now = rules.get();
    return now.serviceAdmin().user().equals(user)
        || now.coreAdmin().filter(a -> a.user().equals(user)).isPresent();
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
    return rules.get().users().find(user).isPresent() || isAdministrator(user);
  }
}
