package io.jackfield.gateway.hook;

import java.time.Duration;
import java.util.Optional;

/** The endpoints behind a callee name are looked up. */
public final class CallResolveHook {

  private CallResolveHook() {}

  /**
   * For which call.
   *
   * @param callee name without prefix
   * @param type destination type, {@code all} for any
   * @param caller who calls: user name or number; empty when unknown
   */
  public record Question(String callee, String type, String caller) {}

  /**
   * Something to invite as well.
   *
   * @param type destination type
   * @param callee name of that type
   * @param delay before it is invited
   * @param ring how long it may ring, when not the call's own value
   */
  public record Extra(String type, String callee, Duration delay, Optional<Duration> ring) {}
}
