package io.jackfield.signaling.api;

import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.callback.CallbackCommands;
import io.jackfield.signaling.api.callback.Callbacks;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.CommandTable;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.ServerRequest;
import io.jackfield.signaling.api.connection.ApiConnection;
import io.jackfield.signaling.api.connection.CloseCodes;
import io.jackfield.signaling.api.connection.ConnectionContext;
import io.jackfield.signaling.api.connection.ConnectionOptions;
import io.jackfield.signaling.api.connection.Counters;
import io.jackfield.signaling.api.connection.Departure;
import io.jackfield.signaling.api.connection.EventGate;
import io.jackfield.signaling.api.connection.Link;
import io.jackfield.signaling.api.core.Account;
import io.jackfield.signaling.api.core.ApiService;
import io.jackfield.signaling.api.core.ApiServices;
import io.jackfield.signaling.api.core.ConnectionCommands;
import io.jackfield.signaling.api.core.CoreEvents;
import io.jackfield.signaling.api.core.Directory;
import io.jackfield.signaling.api.core.EventCommands;
import io.jackfield.signaling.api.core.Gatekeeper;
import io.jackfield.signaling.api.core.Logins;
import io.jackfield.signaling.api.core.Messages;
import io.jackfield.signaling.api.core.Passwords;
import io.jackfield.signaling.api.core.ServiceCommands;
import io.jackfield.signaling.api.core.UserCommands;
import io.jackfield.signaling.api.document.ApiDescription;
import io.jackfield.signaling.api.event.EventRow;
import io.jackfield.signaling.api.media.CallCommands;
import io.jackfield.signaling.api.media.CallCreation;
import io.jackfield.signaling.api.media.CallEventForm;
import io.jackfield.signaling.api.media.CallLegs;
import io.jackfield.signaling.api.media.Destinations;
import io.jackfield.signaling.api.media.MediaAccess;
import io.jackfield.signaling.api.media.MediaEnds;
import io.jackfield.signaling.api.media.MediaEvents;
import io.jackfield.signaling.api.media.RoomCommands;
import io.jackfield.signaling.api.media.SessionCommands;
import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.SendLimits;
import io.jackfield.signaling.transport.http.RequestHead;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.http.WebSocketHandler;
import io.jackfield.signaling.transport.http.WebSocketOptions;
import io.jackfield.signaling.transport.stream.StreamHandler;
import io.jackfield.signaling.transport.stream.StreamOptions;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The External API of one service. Any thread.
 *
 * <p>Route {@link #endpoint()} at {@code /api} and {@code /api/<service>} of the web server, or at
 * {@code /} of a web server of its own for a raw {@code ws} listener.
 */
public final class ApiServer implements ApiService, AutoCloseable {

  /** What follows from the options; replaced as a whole. */
  private record Setup(ApiOptions options, ConnectionOptions connections, CommandTable table) {}

  private final Service service;
  private final ApiServices services;
  private final LongSupplier clock;
  private final Optional<LoginPool> ownPool;
  private final Directory directory = new Directory();
  private final CallLegs legs = new CallLegs();
  private final Counters counters = new Counters();
  private final Set<ApiConnection> connections = ConcurrentHashMap.newKeySet();
  private final Context context = new Context();
  private final WebSockets webSockets = new WebSockets();
  private final Streams streams = new Streams();
  private final Passwords passwords;
  private final MediaEnds ends;
  private final Messages messages;
  private final Logins logins;
  private final CallbackCommands callbacks;
  private final Gatekeeper gatekeeper;
  private volatile Setup setup;
  private volatile boolean closed;

  private ApiServer(
      Service service,
      ApiOptions options,
      ApiServices services,
      LongSupplier clock,
      Executor passwordPool,
      Optional<LoginPool> ownPool) {
    this.service = service;
    this.services = services;
    this.clock = clock;
    this.ownPool = ownPool;
    this.passwords = new Passwords(this::rules);
    this.gatekeeper = new Gatekeeper(service.hooks());
    this.callbacks =
        new CallbackCommands(service, name -> services.find(name).map(ApiService::service));
    this.logins = new Logins(this, services, passwordPool);
    this.ends = new MediaEnds(service, legs, () -> setup.options().limits().reattach());
    this.messages = new Messages(service, directory, passwords);
    this.setup = setup(options);
    Destinations destinations = new Destinations(directory, passwords, legs);
    service.addResolver("user", destinations.users());
    service.addResolver("session", destinations.sessions());
    this.messages.join();
    services.add(this);
    ends.open();
  }

  /**
   * Starts the API of a service and registers its destinations; passwords are checked on two
   * threads of its own.
   *
   * @param service the service
   * @param options settings
   * @param services where the services find each other; this one is there until it is closed
   * @return a server without connections
   */
  public static ApiServer open(Service service, ApiOptions options, ApiServices services) {
    LoginPool pool = new LoginPool(service.name());
    return new ApiServer(service, options, services, System::nanoTime, pool, Optional.of(pool));
  }

  /**
   * The same with time and password pool given from outside.
   *
   * @param service the service
   * @param options settings
   * @param services where the services find each other
   * @param clock nanoseconds, only moving forward
   * @param passwordPool where passwords are checked; not closed here
   * @return a server without connections
   */
  public static ApiServer open(
      Service service,
      ApiOptions options,
      ApiServices services,
      LongSupplier clock,
      Executor passwordPool) {
    return new ApiServer(service, options, services, clock, passwordPool, Optional.empty());
  }

  /**
   * Replaces the settings. Permissions, passwords and defaults hold from now on; times and limits
   * for connections that open from now on.
   *
   * @param options settings
   */
  public void reconfigure(ApiOptions options) {
    setup = setup(options);
  }

  private Setup setup(ApiOptions options) {
    return new Setup(
        options,
        ConnectionOptions.defaults()
            .withPing(options.limits().pingInterval())
            .withQueueMax(options.limits().sendQueueMax())
            .withMaxMessageBytes(options.limits().maxMessageBytes()),
        new CommandTable(rows(options)));
  }

  private List<Command> rows(ApiOptions options) {
    MediaAccess access = new MediaAccess(service, legs, options.access().userAllow());
    List<Command> rows = new ArrayList<>();
    Set<String> userAllow = options.access().userAllow();
    rows.add(logins.command());
    rows.addAll(new ServiceCommands(service, services.control()).commands());
    rows.addAll(new UserCommands(service, directory, userAllow).commands());
    rows.add(messages.command(userAllow));
    rows.addAll(
        new ConnectionCommands(service, directory, userAllow, options.log(), InstantSource.system())
            .commands());
    rows.addAll(
        new EventCommands(
                this, services, access, new CallEventForm(this::commands, gatekeeper, legs))
            .commands());
    rows.addAll(callbacks.commands());
    CallCreation creation = new CallCreation(service, access, legs, options.media());
    rows.addAll(new SessionCommands(service, access, options.media(), creation).commands());
    rows.addAll(new CallCommands(service, access, legs, creation).commands());
    rows.addAll(new RoomCommands(service, access).commands());
    return rows;
  }

  private Passwords.Rules rules() {
    ApiOptions options = setup.options();
    return new Passwords.Rules(
        services.coreAdmin(), options.admin(), service.users(), options.access().anyUser());
  }

  @Override
  public Service service() {
    return service;
  }

  @Override
  public Directory directory() {
    return directory;
  }

  @Override
  public Passwords passwords() {
    return passwords;
  }

  @Override
  public Account admin() {
    return setup.options().admin();
  }

  @Override
  public Set<String> trustedServices() {
    return setup.options().access().trustedServices();
  }

  @Override
  public boolean keeps(Identity who) {
    return ends.keepsForAnother(who);
  }

  @Override
  public List<CallId> welcome(Client client, Identity who) {
    return ends.back(client, who);
  }

  @Override
  public void adopt(Client client) {
    if (client instanceof ApiConnection connection) {
      connection.move(context);
    }
  }

  /**
   * What to route WebSockets to.
   *
   * @return an endpoint that takes any client, with the limits configured now
   */
  public WebSocketEndpoint endpoint() {
    ApiLimits limits = setup.options().limits();
    WebSocketOptions webSocket =
        WebSocketOptions.defaults()
            .withMaxMessageBytes(limits.maxMessageBytes())
            .withIdleTimeout(limits.idleTimeout())
            .withLimits(sendLimits(limits));
    return new WebSocketEndpoint(webSocket, webSockets);
  }

  private static SendLimits sendLimits(ApiLimits limits) {
    return new SendLimits(
        limits.sendQueueMax(),
        limits.sendQueueMaxBytes(),
        limits.sendQueueGrace(),
        CloseCodes.SLOW_CONSUMER);
  }

  /**
   * Settings of a raw listener.
   *
   * @param tls our identity; empty for plain TCP
   * @return with the limits configured now
   */
  public StreamOptions streamOptions(Optional<TlsIdentity> tls) {
    ApiLimits limits = setup.options().limits();
    StreamOptions options = tls.map(StreamOptions::tls).orElseGet(StreamOptions::tcp);
    return options.withIdleTimeout(limits.idleTimeout()).withLimits(sendLimits(limits));
  }

  /**
   * What takes the connections of a raw listener.
   *
   * @return for TCP and TLS
   */
  public StreamHandler streams() {
    return streams;
  }

  /**
   * A connection on another carrier.
   *
   * @param link the carrier
   * @return to be told of messages and of the end
   */
  public ApiConnection connect(Link link) {
    ApiConnection connection = new ApiConnection(link, context);
    connection.opened();
    return connection;
  }

  /**
   * Connections that are logged in.
   *
   * @return a copy
   */
  public Collection<Client> connections() {
    return directory.all();
  }

  /**
   * The commands, for documents.
   *
   * @return the table as configured now
   */
  public CommandTable commands() {
    return setup.table();
  }

  /**
   * Everything there is to document.
   *
   * @return the tables of the API
   */
  public ApiDescription description() {
    List<ServerRequest> requests = new ArrayList<>(CoreEvents.requests());
    requests.addAll(Callbacks.requests());
    requests.addAll(MediaEvents.requests());
    List<EventRow> events = new ArrayList<>(CoreEvents.rows());
    events.addAll(MediaEvents.rows());
    return new ApiDescription(commands().commands(), requests, events, CloseCodes.table());
  }

  /**
   * Counters for metrics.
   *
   * @return a snapshot
   */
  public ApiStatistics statistics() {
    return new ApiStatistics(
        counters.open.sum(),
        counters.loggedIn.sum(),
        counters.opened.sum(),
        counters.requests.sum(),
        counters.errors.sum(),
        counters.loginFailures.sum(),
        counters.malformed.sum(),
        counters.events.sum(),
        legs.size());
  }

  /** Closes all its connections with 1001; one that comes later is closed at once. */
  @Override
  public void close() {
    services.remove(this);
    closed = true;
    connections.forEach(ApiServer::goAway);
    ends.close();
    ownPool.ifPresent(LoginPool::close);
  }

  private static void goAway(ApiConnection connection) {
    connection.execute(() -> connection.close(CloseCodes.GOING_AWAY, "service stops"));
  }

  /** What the connections share. */
  private final class Context implements ConnectionContext {

    @Override
    public Service service() {
      return service;
    }

    @Override
    public ConnectionOptions options() {
      return setup.connections();
    }

    @Override
    public CommandTable table() {
      return setup.table();
    }

    @Override
    public CompletionStage<Void> permit(Invocation request, Map<String, Object> data) {
      return gatekeeper.permit(request, data);
    }

    @Override
    public EventGate gate() {
      return legs;
    }

    @Override
    public Counters counters() {
      return counters;
    }

    @Override
    public void arrived(ApiConnection connection) {
      connections.add(connection);
      if (closed) {
        goAway(connection);
      }
    }

    @Override
    public void left(ApiConnection connection) {
      connections.remove(connection);
    }

    @Override
    public void gone(Client client, Departure departure) {
      ends.gone(client, departure);
      logins.gone(client);
      callbacks.gone(client);
    }
  }

  /** Joins the transport's callbacks to connections; all come on the connection's loop. */
  private final class WebSockets implements WebSocketHandler {

    @Override
    public void onOpen(Connection connection, RequestHead head) {
      connection.attach(connect(new TransportLink(connection, clock)));
    }

    @Override
    public void onText(Connection connection, String text) {
      connection.attachment(ApiConnection.class).ifPresent(c -> c.received(text));
    }

    @Override
    public void onClosed(Connection connection, CloseCause cause) {
      connection
          .attachment(ApiConnection.class)
          .ifPresent(c -> c.closed(words(cause), lost(cause)));
    }
  }

  /** The same for raw connections. */
  private final class Streams implements StreamHandler {

    private record Client(ApiConnection api, StreamLink link) {}

    @Override
    public void onOpen(Connection connection) {
      StreamLink link = new StreamLink(connection, clock);
      connection.attach(new Client(connect(link), link));
    }

    @Override
    public void onBytes(Connection connection, ByteBuffer bytes) {
      connection.attachment(Client.class).ifPresent(c -> c.link.received(bytes, c.api));
    }

    @Override
    public void onClosed(Connection connection, CloseCause cause) {
      // Without close frames nobody knows whether the client meant it.
      connection.attachment(Client.class).ifPresent(c -> c.api.closed(words(cause), false));
    }
  }

  /** Whether a client that has not meant to leave may come back. */
  private static boolean lost(CloseCause cause) {
    return switch (cause.kind()) {
      case BROKEN, IDLE, SLOW_CONSUMER -> true;
      // A page that is loaded again goes away, and comes back; other codes say that it is done.
      case PEER -> cause.code() == CloseCodes.GOING_AWAY;
      case LOCAL ->
          cause.code() == CloseCodes.NO_ANSWER || cause.code() == CloseCodes.SLOW_CONSUMER;
      case PROTOCOL, TOO_LARGE, SHUTDOWN, INTERNAL -> false;
    };
  }

  private static String words(CloseCause cause) {
    return cause.kind() + " " + cause.code() + " " + cause.reason();
  }
}
