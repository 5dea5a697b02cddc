package io.jackfield.appliance.config;

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
 */
public record UserConfig(String user, String password) {

  /** Refuses absent values. */
  public UserConfig {
    Objects.requireNonNull(user);
    Objects.requireNonNull(password);
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
      return new UserConfig(user, password);
    }
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
