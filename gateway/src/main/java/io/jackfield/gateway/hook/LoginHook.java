package io.jackfield.gateway.hook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Somebody logs in to the External API. */
public final class LoginHook {

  private LoginHook() {}

  /**
   * Who wants to.
   *
   * @param user name as given
   * @param password as given
   * @param sessionId the id the connection will have
   * @param remote e.g. {@code ws:198.51.100.4:4411}
   * @param other other fields of the login
   */
  public record Question(
      String user,
      Optional<String> password,
      String sessionId,
      String remote,
      Map<String, Object> other) {

    /** Copies the map, keeping its order. */
    public Question {
      other = Collections.unmodifiableMap(new LinkedHashMap<>(other));
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "Question[user=" + user + ", remote=" + remote + "]";
    }
  }

  /**
   * Whether it may.
   *
   * @param verdict yes or no
   * @param user another name for it
   * @param sessionId another id for the connection
   * @param meta what to keep about it
   */
  public record Answer(
      Verdict verdict,
      Optional<String> user,
      Optional<String> sessionId,
      Map<String, Object> meta) {

    /** Copies the map, keeping its order. */
    public Answer {
      meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
    }
  }
}
