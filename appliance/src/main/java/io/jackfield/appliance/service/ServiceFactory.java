package io.jackfield.appliance.service;

import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.metrics.Metrics;
import io.jackfield.gateway.service.LocalService;
import io.jackfield.gateway.time.Owners;
import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.api.core.ApiServices;
import io.jackfield.signaling.api.listen.ApiListeners;
import io.jackfield.signaling.sip.registrar.RegistrationStore;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Makes the parts of services out of what the whole gateway shares. */
public final class ServiceFactory {

  private final Config config;
  private final Transport transport;
  private final ServiceMaker maker;
  private final Owners owners;
  private final Executor passwords;
  private final HttpOptions http;
  private final TlsIdentity identity;
  private final Metrics metrics;
  private final ClientLogs logs;
  private final Function<String, RegistrationStore> registrations;
  private final InstantSource clock;

  /**
   * Takes what they share.
   *
   * @param config of the gateway
   * @param transport opens sockets
   * @param maker makes the model's side
   * @param owners where clients live
   * @param passwords where Verto's passwords are checked
   * @param http limits of the requests WebSockets begin with
   * @param identity certificate of the gateway
   * @param metrics watches every service that is started
   * @param logs where what clients log goes
   * @param registrations where a service's registrations outlive the process
   * @param clock the time
   */
  public ServiceFactory(
      Config config,
      Transport transport,
      ServiceMaker maker,
      Owners owners,
      Executor passwords,
      HttpOptions http,
      TlsIdentity identity,
      Metrics metrics,
      ClientLogs logs,
      Function<String, RegistrationStore> registrations,
      InstantSource clock) {
    this.config = config;
    this.transport = transport;
    this.maker = maker;
    this.owners = owners;
    this.passwords = passwords;
    this.http = http;
    this.identity = identity;
    this.metrics = metrics;
    this.logs = logs;
    this.registrations = registrations;
    this.clock = clock;
  }

  TlsIdentity identity() {
    return identity;
  }

  /** Makes a service; nothing listens yet. */
  RunningService make(ServiceSettings settings, ApiServices together) {
    String name = settings.config().name();
    AtomicBoolean stopping = new AtomicBoolean();
    LocalService service = maker.make(settings, stopping::get);
    Duration reattach = config.media().reattachTimeout();
    ApiServer api =
        ApiServer.open(service, settings.api(logs.of(settings.config().api()), reattach), together);
    Optional<SipSide> sip =
        hasSip(settings)
            ? Optional.of(
                SipSide.of(
                    SipMaker.make(
                        config,
                        settings.config(),
                        service,
                        registrations.apply(name),
                        transport,
                        identity),
                    settings.config(),
                    transport,
                    http))
            : Optional.empty();
    Optional<VertoSide> verto =
        hasVerto(settings)
            ? Optional.of(
                VertoSide.of(
                    VertoMaker.make(config, settings, service, owners, passwords),
                    settings.config(),
                    transport,
                    http))
            : Optional.empty();
    metrics.watch(service);
    metrics.watch(api, name);
    sip.ifPresent(side -> metrics.watch(side.server(), name));
    verto.ifPresent(side -> metrics.watch(side.server(), name));
    ApiListeners listeners = new ApiListeners(transport, http, api);
    return new RunningService(
        service, api, listeners, sip, verto, logs, reattach, clock.instant(), stopping);
  }

  /**
   * Through the web server the default service has SIP and Verto over WebSocket anyway, others when
   * they name the plugin or listen themselves.
   */
  private static boolean hasSip(ServiceSettings settings) {
    return settings.config().name().equals(Config.DEFAULT_SERVICE)
        || settings.config().api().plugins().contains("sip")
        || !settings.config().sip().listen().isEmpty();
  }

  private static boolean hasVerto(ServiceSettings settings) {
    return settings.config().name().equals(Config.DEFAULT_SERVICE)
        || settings.config().api().plugins().contains("verto")
        || !settings.config().verto().listen().isEmpty();
  }

  /** A service is stopped: nobody watches it any more. */
  void forget(String name) {
    metrics.forget(name);
  }
}
