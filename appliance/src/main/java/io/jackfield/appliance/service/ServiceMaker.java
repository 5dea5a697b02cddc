package io.jackfield.appliance.service;

import io.jackfield.appliance.config.FilesConfig;
import io.jackfield.appliance.config.RouteConfig;
import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.route.DialPlan;
import io.jackfield.gateway.route.Route;
import io.jackfield.gateway.route.Router;
import io.jackfield.gateway.service.LocalService;
import io.jackfield.gateway.service.MediaSettings;
import io.jackfield.gateway.service.RoomNames;
import io.jackfield.gateway.service.ServiceParts;
import io.jackfield.gateway.store.CallRecords;
import io.jackfield.gateway.time.Owners;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Makes a service out of its configuration. */
public final class ServiceMaker {

  /** SIP is told 503: another gateway may take the call. */
  private static final Failure DRAINING =
      new Failure(
          Reason.SERVICE_STOP.wireName(),
          Reason.SERVICE_STOP.code(),
          Reason.SERVICE_STOP.text(),
          Reason.NO_MEDIASERVER.signalling());

  private final Owners owners;
  private final EventBus events;
  private final PluginRules plugins;
  private final CallRecords records;
  private final BooleanSupplier draining;
  private final RoomNames roomNames = new RoomNames();

  /**
   * Takes what all services share.
   *
   * @param owners where calls and sessions live
   * @param events of all services
   * @param plugins which engines a service has
   * @param records takes call records
   * @param draining whether new calls are refused
   */
  public ServiceMaker(
      Owners owners,
      EventBus events,
      PluginRules plugins,
      CallRecords records,
      BooleanSupplier draining) {
    this.owners = owners;
    this.events = events;
    this.plugins = plugins;
    this.records = records;
    this.draining = draining;
  }

  /** Makes one that refuses calls while it is stopping, or the gateway is. */
  LocalService make(ServiceSettings settings, BooleanSupplier stopping) {
    ServiceConfig config = settings.config();
    return new LocalService(
        new ServiceParts(
            config.name(),
            owners,
            Clock.systemUTC(),
            () -> UUID.randomUUID().toString(),
            events,
            plugins.engines(config.api().plugins()),
            router(config.routes(), stopping),
            records,
            settings.users(),
            settings(config.files()),
            roomNames));
  }

  private static MediaSettings settings(FilesConfig files) {
    return new MediaSettings(
        directory(files.recordDir()),
        files.recordUrlPrefix(),
        files.playDirs().stream().map(ServiceMaker::directory).toList(),
        files.roomMessagesMax());
  }

  /** Whether it exists or not: the engine makes the record directory when it is needed. */
  private static URI directory(Path path) {
    String raw = path.toAbsolutePath().normalize().toUri().getRawPath();
    return URI.create("file://" + raw + (raw.endsWith("/") ? "" : "/"));
  }

  /** The configured numbers first, then the built-in rules. */
  private Router router(List<RouteConfig> rules, BooleanSupplier stopping) {
    Router builtIn = new DialPlan(Map.of());
    return call -> {
      if (draining.getAsBoolean() || stopping.getAsBoolean()) {
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
