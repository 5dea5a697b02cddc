package io.jackfield.appliance.service;

import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.time.Owners;
import io.jackfield.signaling.verto.VertoOptions;
import io.jackfield.signaling.verto.VertoPorts;
import io.jackfield.signaling.verto.VertoServer;
import java.util.Set;
import java.util.concurrent.Executor;

/** Makes a service's Verto side out of its configuration. */
final class VertoMaker {

  private VertoMaker() {}

  static VertoServer make(
      Config config, ServiceSettings settings, Service target, Owners owners, Executor passwords) {
    ServiceConfig service = settings.config();
    VertoOptions defaults = VertoOptions.defaults();
    VertoOptions options =
        new VertoOptions(
            service.verto().idleTimeout(),
            service.ringTimeout(),
            config.media().reattachTimeout(),
            Set.copyOf(service.verto().channels()),
            defaults.maxMessageBytes(),
            service.api().sendQueueMax());
    return VertoServer.open(
        target,
        () -> settings.vertoUsers().orElseGet(target::users),
        options,
        owners,
        passwords,
        VertoPorts.system());
  }
}
