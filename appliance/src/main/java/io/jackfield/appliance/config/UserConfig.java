package io.jackfield.appliance.config;

import java.util.Objects;

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

  /** Leaves the password out, so that no log can show it. */
  @Override
  public String toString() {
    return "UserConfig[user=" + user + "]";
  }
}
