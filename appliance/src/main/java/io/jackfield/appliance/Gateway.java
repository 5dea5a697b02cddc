package io.jackfield.appliance;

import io.jackfield.appliance.cdr.CallRecordFile;
import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.config.HostPort;
import io.jackfield.appliance.config.JanusConfig;
import io.jackfield.appliance.config.MediaConfig;
import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.appliance.control.ControlSocket;
import io.jackfield.appliance.control.GatewayQuestions;
import io.jackfield.appliance.life.Drain;
import io.jackfield.appliance.life.LoopHealth;
import io.jackfield.appliance.life.Parts;
import io.jackfield.appliance.life.Readiness;
import io.jackfield.appliance.metrics.CallMetrics;
import io.jackfield.appliance.metrics.Metrics;
import io.jackfield.appliance.service.ClientLogs;
import io.jackfield.appliance.service.PluginRules;
import io.jackfield.appliance.service.ServiceFactory;
import io.jackfield.appliance.service.ServiceHost;
import io.jackfield.appliance.service.ServiceMaker;
import io.jackfield.appliance.store.Database;
import io.jackfield.appliance.store.SqliteRegistrations;
import io.jackfield.appliance.store.SqliteServices;
import io.jackfield.appliance.web.ApiPages;
import io.jackfield.appliance.web.ConferenceNumber;
import io.jackfield.appliance.web.Contacts;
import io.jackfield.appliance.web.HealthPages;
import io.jackfield.appliance.web.PhonePages;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.service.LocalService;
import io.jackfield.gateway.user.Users;
import io.jackfield.media.embedded.EmbeddedEngine;
import io.jackfield.media.embedded.play.WebRules;
import io.jackfield.media.janus.JanusEngine;
import io.jackfield.media.janus.api.JanusSettings;
import io.jackfield.signaling.sip.SipServer;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.TransportConfig;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.HttpServer;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.netty.NettyTransport;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import io.jackfield.signaling.verto.VertoServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running gateway: every part made and joined by hand, in the order they need each other. */
public final class Gateway {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Duration CLOSE = Duration.ofSeconds(3);

  /** Longest wait at start for engines that are servers of their own. */
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final Parts parts = new Parts();
  private final Readiness readiness = new Readiness();
  private final Config config;
  private final List<InetSocketAddress> web = new ArrayList<>();
  private Drain drain;
  private LoopHealth health;
  private ServiceHost services;
  private List<MediaEngine> engines = List.of();

  private Gateway(Config config) {
    this.config = config;
  }

  /**
   * Starts everything; returns when every listener is up.
   *
   * @throws StartException if a part cannot start; what had started is closed again
   */
  public static Gateway start(Config config) throws StartException {
    Gateway gateway = new Gateway(config);
    try {
      gateway.open();
      return gateway;
    } catch (StartException | RuntimeException e) {
      gateway.parts.close();
      throw e;
    }
  }

  /** Where the web server listens: plain addresses first, in the order configured. */
  public List<InetSocketAddress> web() {
    return List.copyOf(web);
  }

  /**
   * Whether it works at all.
   *
   * @return what is wrong, empty if nothing is
   */
  public CompletionStage<List<String>> faults() {
    return health.faults();
  }

  /** Where a service's External API listens on sockets of its own, as listeners are written. */
  public List<String> api(String service) {
    return services.addresses(service);
  }

  /**
   * Lets the calls that go on end for as long as configured, hangs the rest up, then stops
   * everything, the last started first.
   */
  public void stop() {
    readiness.notReady("drain", "draining, no new calls");
    drain.begin();
    IntSupplier calls = () -> services.running().stream().mapToInt(s -> s.counts().calls()).sum();
    if (!drain.await(calls, config.node().drainTimeout())) {
      LOG.warn("hanging up {} calls after {}", calls.getAsInt(), config.node().drainTimeout());
    }
    // Calls end while their phones can still be told.
    Parts ending = new Parts();
    ending.opened("calls", CLOSE, services::endCalls);
    ending.close();
    parts.close();
    LOG.info("stopped");
  }

  private void open() throws StartException {
    // Opens beside the rest of the start, on a thread of its own.
    Database database = Database.open(config.node().dataDir());
    opened("store", database::close);
    Metrics metrics = new Metrics();
    opened("metrics", metrics::close);
    ExecutorService background = background();
    drain = new Drain(new CallMetrics(metrics.registry(), records()));
    Transport transport = transport();
    metrics.watch(transport);
    EmbeddedEngine engine = engine();
    metrics.watch(engine);
    // Runs beside the rest of the start; waited for before we call ourselves ready.
    CompletionStage<Void> warm = engine.warmUp();
    services = services(transport, engine, database, metrics, background);

    HttpRoutes.Builder routes = HttpRoutes.builder();
    health = new LoopHealth(transport.loops());
    new HealthPages(readiness, health).addTo(routes);
    phone(background).addTo(routes);
    metrics.addTo(routes, background);
    protocol(routes, "/sip", name -> services.sip(name).map(SipServer::webSocketEndpoint));
    protocol(routes, "/verto", name -> services.verto(name).map(VertoServer::endpoint));
    api(routes);
    listen(transport, routes.build());
    inWords(services::listen);
    control();
    Starting.await("the media engine's cryptography", warm);
    readiness.started();
    LOG.info("ready, services {}", services.running().stream().map(LocalService::name).toList());
  }

  private PhonePages phone(ExecutorService passwords) {
    ServiceConfig service = config.defaultService();
    Users nobody = new Users(service.sip().domain(), List.of());
    return new PhonePages(
        service.sip().domain(),
        ConferenceNumber.in(service.routes()),
        new Contacts(
            () ->
                services.running().stream()
                    .filter(each -> each.name().equals(Config.DEFAULT_SERVICE))
                    .findFirst()
                    .map(LocalService::users)
                    .orElse(nobody),
            passwords));
  }

  /** For what takes longer than an event loop should be kept. */
  private ExecutorService background() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            2,
            2,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(1000),
            task -> {
              Thread thread = new Thread(task, "background");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    opened("background tasks", pool::shutdownNow);
    return pool;
  }

  private CallRecordFile records() throws StartException {
    try {
      CallRecordFile file = CallRecordFile.open(config.node().dataDir());
      parts.opened("call records", CLOSE, file::close);
      return file;
    } catch (IOException e) {
      throw new StartException(
          "cannot write to the data folder " + config.node().dataDir() + ": " + e, e);
    }
  }

  /** One a processor; with two or fewer, the media loop leaves room for one (decision 195). */
  private static int loopsFor(int processors) {
    return processors <= 2 ? 1 : processors;
  }

  private Transport transport() {
    TransportConfig defaults = TransportConfig.defaults();
    int loops = config.node().eventLoops();
    Transport transport =
        new NettyTransport(
            new TransportConfig(
                loops == 0 ? loopsFor(Runtime.getRuntime().availableProcessors()) : loops,
                defaults.nativeIo(),
                defaults.closeTimeout(),
                defaults.certificateCheck()));
    parts.opened("event loops", CLOSE.plusSeconds(1), () -> transport.close(CLOSE));
    return transport;
  }

  private EmbeddedEngine engine() throws StartException {
    MediaConfig media = config.media();
    try {
      List<InetAddress> advertised =
          config.node().publicAddress().isPresent()
              ? List.of(InetAddress.getByName(config.node().publicAddress().get()))
              : List.of();
      EmbeddedEngine engine =
          EmbeddedEngine.open(
              new EmbeddedEngine.Config(
                  List.of(new HostPort(media.host(), 0).socketAddress().getAddress()),
                  advertised,
                  media.webrtcPort(),
                  media.rtpPortMin(),
                  media.rtpPortMax(),
                  media.mediaTimeout(),
                  media.reattachTimeout(),
                  media.maxLegs(),
                  WebRules.of(media.playWeb())));
      opened("media engine", engine::close);
      LOG.info(
          "media on {}, WebRTC port {}, RTP ports {}-{}",
          media.host(),
          media.webrtcPort(),
          media.rtpPortMin(),
          media.rtpPortMax());
      return engine;
    } catch (IOException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  /** Those that are configured; one that is not there yet is used once it is. */
  private List<JanusEngine> janus() {
    List<JanusEngine> engines = new ArrayList<>();
    for (JanusConfig each : config.janus()) {
      JanusEngine engine =
          JanusEngine.open(each.name(), JanusSettings.of(each.url(), each.secret()));
      opened("Janus " + each.name(), engine::close);
      LOG.info("media engine Janus {} at {}", each.name(), each.url());
      engines.add(engine);
    }
    // Who asks right after the start finds those that are there; the others may come later.
    CompletableFuture.allOf(
            engines.stream()
                .map(e -> e.connected().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, CONNECT.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    return engines;
  }

  /** Every service made, none listening yet. */
  private ServiceHost services(
      Transport transport,
      EmbeddedEngine engine,
      Database database,
      Metrics metrics,
      ExecutorService passwords)
      throws StartException {
    EventBus events = new EventBus();
    List<MediaEngine> all = new ArrayList<>(janus());
    all.add(engine);
    engines = List.copyOf(all);
    PluginRules plugins = new PluginRules(engines);
    LoopOwners owners = new LoopOwners(transport.loops());
    ServiceMaker maker = new ServiceMaker(owners, events, plugins, drain, drain::begun);
    ServiceFactory factory =
        new ServiceFactory(
            config,
            transport,
            maker,
            owners,
            passwords,
            httpOptions(),
            identity(),
            metrics,
            new ClientLogs(transport, passwords),
            name -> new SqliteRegistrations(database, name, Clock.systemUTC()),
            Clock.systemUTC());
    Starting.await("the store", database.ready());
    ServiceHost host =
        new ServiceHost(
            config, new SqliteServices(database, Clock.systemUTC()), factory, events, plugins);
    parts.opened("services", CLOSE.plusSeconds(1), host::close);
    inWords(host::make);
    return host;
  }

  /** A failure of the API's family as a sentence for the operator. */
  private static void inWords(Runnable step) throws StartException {
    try {
      step.run();
    } catch (FailureException e) {
      throw new StartException(e.getCause() == null ? e.failure().text() : e.getMessage(), e);
    }
  }

  /** Each service at a path of its own below this one, which is the default service's. */
  private static void protocol(
      HttpRoutes.Builder routes,
      String path,
      Function<String, Optional<WebSocketEndpoint>> service) {
    routes.webSocket(path, head -> service.apply(Config.DEFAULT_SERVICE));
    routes.webSocket(path + "/", head -> service.apply(head.path().substring(path.length() + 1)));
  }

  private void api(HttpRoutes.Builder routes) {
    protocol(routes, "/api", services::endpoint);
    services
        .api(Config.DEFAULT_SERVICE)
        .ifPresent(server -> new ApiPages(server.description()).addTo(routes));
  }

  private void listen(Transport transport, HttpRoutes routes) throws StartException {
    HttpServer server = transport.httpServer(httpOptions(), routes);
    parts.opened("web server", CLOSE.plusSeconds(1), () -> server.close(CLOSE));
    for (HostPort address : config.http().listen()) {
      web.add(Starting.await("the web server", server.listen(address.socketAddress())).local());
      LOG.info("listening on http://{}", address);
    }
    for (HostPort address : config.http().tlsListen()) {
      web.add(
          Starting.await("the web server", server.listen(address.socketAddress(), identity()))
              .local());
      LOG.info("listening on https://{}", address);
    }
  }

  /** Without it the gateway works; only the commands of this machine do not reach it. */
  private void control() {
    if (config.node().controlSocket().isEmpty()) {
      return;
    }
    Path file = config.node().controlSocket().get();
    try {
      ControlSocket control =
          ControlSocket.open(
              file,
              new GatewayQuestions(services, engines, readiness, drain).all(),
              Duration.ofSeconds(10));
      opened("control socket", control::close);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("no control socket at {}: {}", file, e.toString());
    }
  }

  private HttpOptions httpOptions() {
    HttpOptions limits = HttpOptions.defaults();
    return new HttpOptions(
        limits.maxRequestLine(),
        limits.maxHeaderBytes(),
        limits.maxBodyBytes(),
        limits.maxRequestsPerConnection(),
        limits.requestTimeout(),
        limits.keepAliveTimeout(),
        limits.responseTimeout(),
        config.http().maxConnections());
  }

  private TlsIdentity identity() {
    return config
        .tls()
        .identity()
        .orElseGet(
            () ->
                TlsIdentity.selfSigned(
                    config.node().publicAddress().orElse("localhost"), "127.0.0.1"));
  }

  private void opened(String name, Runnable close) {
    parts.opened(
        name,
        CLOSE,
        () -> {
          close.run();
          return CompletableFuture.completedFuture(null);
        });
  }
}
