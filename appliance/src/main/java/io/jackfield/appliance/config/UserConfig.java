package io.jackfield.appliance.config;

import io.jackfield.gateway.limit.CallCap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A static user of a service.
 *
 * @param user the name, also that of its SIP address
 * @param password in clear; hashed at start and not kept
 * @param cap how many calls it may have
 */
public record UserConfig(String user, String password, CallCap cap) {

  private static final int MOST = 1_000_000;

  /** Refuses absent values. */
  public UserConfig {
    Objects.requireNonNull(user);
    Objects.requireNonNull(password);
    Objects.requireNonNull(cap);
  }

  static UserConfig read(Section section) {
    try (section) {
      String user = section.text("user", "");
      if (user.isEmpty()) {
        section.problem("user", "a user needs a name");
      }
      String password = section.secret("password").orElse("");
      if (password.isEmpty()) {
        section.problem("password", "user \"" + user + "\" needs a password");
      }
      return new UserConfig(user, password, cap(section));
    }
  }

  /** The {@code max_calls} and {@code max_cps} of a section. */
  static CallCap cap(Section section) {
    return new CallCap(
        section.integer("max_calls", 0, MOST, 0), section.integer("max_cps", 0, MOST, 0));
  }

  /** Reads a list of users, each of whom may stand in it once. */
  static List<UserConfig> readAll(Section service, String key) {
    List<UserConfig> users = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Section user : service.list(key)) {
      UserConfig read = read(user);
      if (!seen.add(read.user())) {
        user.problem("user", "user \"" + read.user() + "\" stands twice");
      }
      users.add(read);
    }
    return users;
  }

  /** Leaves the password out, so that no log can show it. */
  @Override
  public String toString() {
    return "UserConfig[user=" + user + "]";
  }
}
