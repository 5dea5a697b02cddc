package io.jackfield.appliance;

import io.jackfield.appliance.config.ApiConfig;
import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.signaling.api.ApiAccess;
import io.jackfield.signaling.api.ApiLimits;
import io.jackfield.signaling.api.ApiOptions;
import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.api.core.Account;
import io.jackfield.signaling.api.core.ApiServices;
import io.jackfield.signaling.api.media.MediaDefaults;
import java.security.SecureRandom;

/** Makes a service's API out of its configuration. */
final class ApiMaker {

  private ApiMaker() {}

  /** The administrator's password is hashed here and not kept. */
  static ApiServer make(ServiceConfig config, Service service, ApiServices services) {
    ApiConfig api = config.api();
    SecureRandom random = new SecureRandom();
    Account admin =
        new Account(
            config.adminUser(), config.adminPassword().map(text -> SaltedHash.of(text, random)));
    ApiOptions options =
        ApiOptions.of(admin)
            .with(ApiAccess.defaults().withAnyUser(api.allowAnyUser()))
            .with(
                ApiLimits.defaults()
                    .withTimes(api.pingInterval(), api.requestTimeout())
                    .withSizes(api.maxMessageBytes(), api.sendQueueMax()))
            .with(
                new MediaDefaults(
                    config.waitTimeout(), config.readyTimeout(), config.ringTimeout()));
    return ApiServer.open(service, options, services);
  }
}
