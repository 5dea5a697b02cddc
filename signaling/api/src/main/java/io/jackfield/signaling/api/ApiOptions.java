package io.jackfield.signaling.api;

import io.jackfield.signaling.api.core.Account;
import io.jackfield.signaling.api.core.GatewayLog;
import io.jackfield.signaling.api.core.LogSink;
import io.jackfield.signaling.api.media.MediaDefaults;

/**
 * Settings of a service's API; they may be replaced while it runs.
 *
 * @param admin the service's administrator; that of the core service is the administrator of the
 *     whole gateway, accepted on every service's listener
 * @param access what others may do
 * @param limits times and limits of connections
 * @param media what sessions and calls get that say nothing else
 * @param log takes what clients log
 */
public record ApiOptions(
    Account admin, ApiAccess access, ApiLimits limits, MediaDefaults media, LogSink log) {

  /**
   * The defaults of the specification.
   *
   * @param admin the service's administrator
   * @return options
   */
  public static ApiOptions of(Account admin) {
    return new ApiOptions(
        admin,
        ApiAccess.defaults(),
        ApiLimits.defaults(),
        MediaDefaults.STANDARD,
        new GatewayLog());
  }

  /**
   * The same with other rights.
   *
   * @param other what others may do
   * @return a copy
   */
  public ApiOptions with(ApiAccess other) {
    return new ApiOptions(admin, other, limits, media, log);
  }

  /**
   * The same with other limits.
   *
   * @param other times and limits
   * @return a copy
   */
  public ApiOptions with(ApiLimits other) {
    return new ApiOptions(admin, access, other, media, log);
  }

  /**
   * The same with other defaults of sessions and calls.
   *
   * @param other {@code wait_timeout}, {@code ready_timeout}, {@code ring_timeout}
   * @return a copy
   */
  public ApiOptions with(MediaDefaults other) {
    return new ApiOptions(admin, access, limits, other, log);
  }

  /**
   * The same with another log for clients.
   *
   * @param other takes what they log
   * @return a copy
   */
  public ApiOptions with(LogSink other) {
    return new ApiOptions(admin, access, limits, media, other);
  }
}
