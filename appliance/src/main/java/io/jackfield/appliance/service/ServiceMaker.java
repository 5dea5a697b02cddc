package io.jackfield.appliance.service;

import io.jackfield.appliance.config.FilesConfig;
import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.appliance.config.UserConfig;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.limit.CallLimits;
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
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

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
    LocalService service =
        new LocalService(
            new ServiceParts(
                config.name(),
                owners,
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                events,
                plugins.engines(config.api().plugins()),
                router(config, stopping),
                records,
                settings.users(),
                settings(config.files()),
                roomNames));
    service.limit(
        new CallLimits(
            config.cap(),
            config.users().stream().collect(Collectors.toMap(UserConfig::user, UserConfig::cap)),
            Clock.systemUTC()));
    return service;
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

  /** The service's rules, unless it takes no calls now. */
  private Router router(ServiceConfig config, BooleanSupplier stopping) {
    Router rules = Routing.of(config);
    return call ->
        draining.getAsBoolean() || stopping.getAsBoolean()
            ? new Route.Refuse(DRAINING)
            : rules.route(call);
  }
}
