package io.jackfield.signaling.api;

import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.CommandTable;
import io.jackfield.signaling.api.command.ServerRequest;
import io.jackfield.signaling.api.connection.ApiConnection;
import io.jackfield.signaling.api.connection.CloseCodes;
import io.jackfield.signaling.api.connection.ConnectionContext;
import io.jackfield.signaling.api.connection.ConnectionOptions;
import io.jackfield.signaling.api.connection.Counters;
import io.jackfield.signaling.api.connection.Link;
import io.jackfield.signaling.api.core.CoreEvents;
import io.jackfield.signaling.api.core.Directory;
import io.jackfield.signaling.api.core.EventCommands;
import io.jackfield.signaling.api.core.Logins;
import io.jackfield.signaling.api.core.Passwords;
import io.jackfield.signaling.api.document.ApiDescription;
import io.jackfield.signaling.api.event.EventRow;
import io.jackfield.signaling.api.media.CallCommands;
import io.jackfield.signaling.api.media.CallEventForm;
import io.jackfield.signaling.api.media.CallLegs;
import io.jackfield.signaling.api.media.Destinations;
import io.jackfield.signaling.api.media.MediaAccess;
import io.jackfield.signaling.api.media.MediaEnds;
import io.jackfield.signaling.api.media.MediaEvents;
import io.jackfield.signaling.api.media.SessionCommands;
import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.SendLimits;
import io.jackfield.signaling.transport.http.RequestHead;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.http.WebSocketHandler;
import io.jackfield.signaling.transport.http.WebSocketOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The External API of one service. Any thread.
 *
 * <p>Route {@link #endpoint()} at {@code /api} and {@code /api/<service>} of the web server, or at
 * {@code /} of a web server of its own for a raw {@code ws} listener.
 */
public final class ApiServer implements AutoCloseable {

  private final Service service;
  private final ApiOptions options;
  private final LongSupplier clock;
  private final Optional<LoginPool> ownPool;
  private final Directory directory = new Directory();
  private final CallLegs legs = new CallLegs();
  private final Counters counters = new Counters();
  private final CommandTable table;
  private final MediaEnds ends;
  private final Logins logins;
  private final ConnectionContext context;

  private ApiServer(
      Service service,
      ApiOptions options,
      LongSupplier clock,
      Executor passwordPool,
      Optional<LoginPool> ownPool) {
    this.service = service;
    this.options = options;
    this.clock = clock;
    this.ownPool = ownPool;
    Passwords passwords =
        new Passwords(
            options.coreAdmin(), options.admin(), service.users(), options.allowAnyUser());
    MediaAccess access = new MediaAccess(service, legs, options.userAllow());
    this.logins = new Logins(service, passwords, directory, passwordPool);
    this.table = new CommandTable(rows(access));
    this.ends = new MediaEnds(service, legs);
    this.context =
        new ConnectionContext(
            service,
            ConnectionOptions.defaults()
                .withPing(options.pingInterval())
                .withQueueMax(options.sendQueueMax()),
            table,
            legs,
            this::gone,
            counters);
    Destinations destinations = new Destinations(directory, passwords, legs);
    service.addResolver("user", destinations.users());
    service.addResolver("session", destinations.sessions());
    ends.open();
  }

  /**
   * Starts the API of a service and registers its destinations; passwords are checked on two
   * threads of its own.
   *
   * @param service the service
   * @param options settings
   * @return a server without connections
   */
  public static ApiServer open(Service service, ApiOptions options) {
    LoginPool pool = new LoginPool(service.name());
    return new ApiServer(service, options, System::nanoTime, pool, Optional.of(pool));
  }

  /**
   * The same with time and password pool given from outside.
   *
   * @param service the service
   * @param options settings
   * @param clock nanoseconds, only moving forward
   * @param passwordPool where passwords are checked; not closed here
   * @return a server without connections
   */
  public static ApiServer open(
      Service service, ApiOptions options, LongSupplier clock, Executor passwordPool) {
    return new ApiServer(service, options, clock, passwordPool, Optional.empty());
  }

  private List<Command> rows(MediaAccess access) {
    List<Command> rows = new ArrayList<>();
    rows.add(logins.command());
    rows.addAll(
        new EventCommands(service, access, new CallEventForm(() -> table, legs)).commands());
    rows.addAll(new SessionCommands(service, access, options.media()).commands());
    rows.addAll(new CallCommands(service, access, legs, options.media()).commands());
    return rows;
  }

  private void gone(Client client) {
    ends.gone(client);
    logins.gone(client);
  }

  /**
   * What to route WebSockets to.
   *
   * @return an endpoint that takes any client
   */
  public WebSocketEndpoint endpoint() {
    WebSocketOptions webSocket =
        WebSocketOptions.defaults()
            .withMaxMessageBytes(options.maxMessageBytes())
            .withIdleTimeout(options.idleTimeout())
            .withLimits(
                new SendLimits(
                    options.sendQueueMax(),
                    options.sendQueueMaxBytes(),
                    options.sendQueueGrace(),
                    CloseCodes.SLOW_CONSUMER));
    return new WebSocketEndpoint(webSocket, new Handler());
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
   * @return the table
   */
  public CommandTable commands() {
    return table;
  }

  /**
   * Everything there is to document.
   *
   * @return the tables of the API
   */
  public ApiDescription description() {
    List<ServerRequest> requests = new ArrayList<>(CoreEvents.requests());
    requests.addAll(MediaEvents.requests());
    List<EventRow> events = new ArrayList<>(CoreEvents.rows());
    events.addAll(MediaEvents.rows());
    return new ApiDescription(table.commands(), requests, events, CloseCodes.table());
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

  /** Closes connections that are logged in with 1001; the others end with their listener. */
  @Override
  public void close() {
    for (Client client : directory.all()) {
      if (client instanceof ApiConnection connection) {
        connection.execute(() -> connection.close(CloseCodes.GOING_AWAY, "service stops"));
      }
    }
    ends.close();
    ownPool.ifPresent(LoginPool::close);
  }

  /** Joins the transport's callbacks to connections; all come on the connection's loop. */
  private final class Handler implements WebSocketHandler {

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
          .ifPresent(c -> c.closed(cause.kind() + " " + cause.code() + " " + cause.reason()));
    }
  }
}
