package io.jackfield.appliance;

import io.jackfield.appliance.config.ApiConfig;
import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.signaling.api.ApiOptions;
import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.api.core.Account;
import io.jackfield.signaling.api.media.MediaDefaults;
import java.security.SecureRandom;

/** Makes a service's API out of its configuration. */
final class ApiMaker {

  private ApiMaker() {}

  /** The administrator's password is hashed here and not kept. */
  static ApiServer make(ServiceConfig config, Service service) {
    ApiConfig api = config.api();
    SecureRandom random = new SecureRandom();
    Account admin =
        new Account(
            config.adminUser(), config.adminPassword().map(text -> SaltedHash.of(text, random)));
    ApiOptions options =
        ApiOptions.of(admin)
            .withAnyUser(api.allowAnyUser())
            .withMedia(
                new MediaDefaults(
                    config.waitTimeout(), config.readyTimeout(), config.ringTimeout()))
            .withTimes(api.pingInterval(), api.requestTimeout())
            .withLimits(api.maxMessageBytes(), api.sendQueueMax());
    return ApiServer.open(service, options);
  }
}
