package io.jackfield.appliance.service;

import io.jackfield.appliance.config.ApiConfig;
import io.jackfield.appliance.config.ConfigException;
import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.appliance.config.ServiceSources;
import io.jackfield.appliance.config.UserConfig;
import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.gateway.user.User;
import io.jackfield.gateway.user.Users;
import io.jackfield.signaling.api.ApiAccess;
import io.jackfield.signaling.api.ApiLimits;
import io.jackfield.signaling.api.ApiOptions;
import io.jackfield.signaling.api.core.Account;
import io.jackfield.signaling.api.core.LogSink;
import io.jackfield.signaling.api.media.MediaDefaults;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a service runs with: the configuration with the options of the API laid over it, secrets
 * hashed.
 *
 * @param config everything but the secrets, which are not to be taken from here
 * @param admin its administrator
 * @param users its static users
 * @param vertoUsers who may log in with Verto; empty for the static users
 */
record ServiceSettings(
    ServiceConfig config, Account admin, Users users, Optional<Users> vertoUsers) {

  /**
   * Joins them.
   *
   * @param options as kept in the store
   * @throws ConfigException when they do not fit together
   */
  static ServiceSettings of(
      String name, ServiceSources sources, Map<String, Object> options, Secrets secrets)
      throws ConfigException {
    Map<String, Object> open = new HashMap<>(options);
    Optional<SaltedHash> password =
        Optional.ofNullable(open.remove(Secrets.ADMIN_PASSWORD)).map(Secrets::readHash);
    Optional<List<User>> users =
        Optional.ofNullable(open.remove(Secrets.USERS)).map(Secrets::readUsers);
    Optional<List<User>> verto =
        Optional.ofNullable(open.remove(Secrets.VERTO_USERS)).map(Secrets::readUsers);
    ServiceConfig config = sources.with(name, open);
    String realm = config.sip().domain();
    return new ServiceSettings(
        config,
        new Account(
            config.adminUser(), password.or(() -> config.adminPassword().map(secrets::hash))),
        new Users(realm, users.orElseGet(() -> hashed(config.users(), realm, secrets))),
        Optional.of(
                new Users(
                    realm, verto.orElseGet(() -> hashed(config.verto().users(), realm, secrets))))
            .filter(some -> !some.all().isEmpty()));
  }

  private static List<User> hashed(List<UserConfig> users, String realm, Secrets secrets) {
    return users.stream().map(user -> secrets.user(user, realm)).toList();
  }

  /** Settings of its API, which logs there and keeps calls of lost connections so long. */
  ApiOptions api(LogSink log, Duration reattach) {
    ApiConfig api = config.api();
    return ApiOptions.of(admin)
        .with(log)
        .with(
            new ApiAccess(
                api.allowAnyUser(), Set.copyOf(api.userAllow()), Set.copyOf(api.trustedServices())))
        .with(
            ApiLimits.defaults()
                .withTimes(api.pingInterval(), api.requestTimeout())
                .withSizes(api.maxMessageBytes(), api.sendQueueMax())
                .withReattach(reattach))
        .with(
            new MediaDefaults(
                config.waitTimeout(),
                config.readyTimeout(),
                config.ringTimeout(),
                config.defaultBitrate()));
  }
}
