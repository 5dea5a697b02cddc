package io.jackfield.appliance;

import io.jackfield.appliance.config.RouteConfig;
import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.appliance.config.UserConfig;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.route.DialPlan;
import io.jackfield.gateway.route.Route;
import io.jackfield.gateway.route.Router;
import io.jackfield.gateway.service.LocalService;
import io.jackfield.gateway.service.ServiceParts;
import io.jackfield.gateway.store.CallRecords;
import io.jackfield.gateway.time.Owners;
import io.jackfield.gateway.user.DigestHa1;
import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.gateway.user.User;
import io.jackfield.gateway.user.Users;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Makes a service out of its configuration. */
final class ServiceMaker {

  /** SIP is told 503: another gateway may take the call. */
  private static final Failure DRAINING =
      new Failure(
          Reason.SERVICE_STOP.wireName(),
          Reason.SERVICE_STOP.code(),
          Reason.SERVICE_STOP.text(),
          Reason.NO_MEDIASERVER.signalling());

  private final Owners owners;
  private final EventBus events;
  private final List<MediaEngine> engines;
  private final CallRecords records;
  private final BooleanSupplier draining;
  private final SecureRandom random = new SecureRandom();

  /**
   * Takes what all services share.
   *
   * @param draining whether new calls are refused
   */
  ServiceMaker(
      Owners owners,
      EventBus events,
      List<MediaEngine> engines,
      CallRecords records,
      BooleanSupplier draining) {
    this.draining = draining;
    this.owners = owners;
    this.events = events;
    this.engines = List.copyOf(engines);
    this.records = records;
  }

  LocalService make(ServiceConfig config) {
    return new LocalService(
        new ServiceParts(
            config.name(),
            owners,
            Clock.systemUTC(),
            () -> UUID.randomUUID().toString(),
            events,
            engines,
            router(config.routes()),
            records,
            users(config)));
  }

  /** Passwords are hashed here and not kept. */
  private Users users(ServiceConfig config) {
    String realm = config.sip().domain();
    return new Users(realm, config.users().stream().map(user -> user(user, realm)).toList());
  }

  private User user(UserConfig config, String realm) {
    return new User(
        config.user(),
        SaltedHash.of(config.password(), random),
        DigestHa1.of(config.user(), realm, config.password()));
  }

  /** The configured numbers first, then the built-in rules. */
  private Router router(List<RouteConfig> rules) {
    Router builtIn = new DialPlan(Map.of());
    return call -> {
      if (draining.getAsBoolean()) {
        return new Route.Refuse(DRAINING);
      }
      Optional<Route> configured =
          call.linkedSession().isPresent()
              ? Optional.empty()
              : rules.stream()
                  .filter(rule -> rule.number().matcher(call.callee()).matches())
                  .findFirst()
                  .map(rule -> new Route.Application(new LegType.Echo()));
      return configured.orElseGet(() -> builtIn.route(call));
    };
  }
}
