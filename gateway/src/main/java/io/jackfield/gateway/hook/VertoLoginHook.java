package io.jackfield.gateway.hook;

import java.util.Optional;

/** Somebody logs in by Verto. */
public final class VertoLoginHook {

  private VertoLoginHook() {}

  /**
   * Who wants to.
   *
   * @param login name as given
   * @param password as given
   */
  public record Question(String login, String password) {

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "Question[login=" + login + "]";
    }
  }

  /**
   * Whether it may.
   *
   * @param verdict yes or no
   * @param user another name for it
   */
  public record Answer(Verdict verdict, Optional<String> user) {}
}
