package io.jackfield.signaling.api;

import io.jackfield.signaling.api.core.UserAllow;
import java.util.Set;

/**
 * What others than administrators may do.
 *
 * @param anyUser whether names that nobody owns may log in with any password, {@code
 *     allow_any_user}
 * @param userAllow what users may do, {@code user_allow}: words of {@link UserAllow}
 * @param trustedServices services whose events the service's administrator may hear, {@code
 *     trusted_services}
 */
public record ApiAccess(boolean anyUser, Set<String> userAllow, Set<String> trustedServices) {

  /** Copies the sets. */
  public ApiAccess {
    userAllow = Set.copyOf(userAllow);
    trustedServices = Set.copyOf(trustedServices);
  }

  /**
   * The defaults of the specification.
   *
   * @return known users alone, who may do what {@link UserAllow#DEFAULTS} says; no service is
   *     trusted
   */
  public static ApiAccess defaults() {
    return new ApiAccess(false, UserAllow.DEFAULTS, Set.of());
  }

  /**
   * The same with any user name allowed or not.
   *
   * @param allow {@code allow_any_user}
   * @return a copy
   */
  public ApiAccess withAnyUser(boolean allow) {
    return new ApiAccess(allow, userAllow, trustedServices);
  }

  /**
   * The same with other things users may do.
   *
   * @param allow {@code user_allow}
   * @return a copy
   */
  public ApiAccess withUserAllow(Set<String> allow) {
    return new ApiAccess(anyUser, allow, trustedServices);
  }

  /**
   * The same with other trusted services.
   *
   * @param names {@code trusted_services}
   * @return a copy
   */
  public ApiAccess withTrustedServices(Set<String> names) {
    return new ApiAccess(anyUser, userAllow, names);
  }
}
