package io.jackfield.signaling.verto;

import io.jackfield.gateway.call.InviteGate;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.time.Owners;
import io.jackfield.gateway.user.Users;
import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.SendLimits;
import io.jackfield.signaling.transport.http.RequestHead;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.http.WebSocketHandler;
import io.jackfield.signaling.transport.http.WebSocketOptions;
import io.jackfield.signaling.verto.call.ClientContext;
import io.jackfield.signaling.verto.call.Destinations;
import io.jackfield.signaling.verto.call.Messages;
import io.jackfield.signaling.verto.call.VertoClient;
import io.jackfield.signaling.verto.call.VertoClients;
import io.jackfield.signaling.verto.connection.CloseCodes;
import io.jackfield.signaling.verto.connection.ConnectionContext;
import io.jackfield.signaling.verto.connection.ConnectionOptions;
import io.jackfield.signaling.verto.connection.Counters;
import io.jackfield.signaling.verto.connection.VertoConnection;
import io.jackfield.signaling.verto.event.CallList;
import io.jackfield.signaling.verto.event.Channels;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The Verto server of one service. Any thread.
 *
 * <p>Route {@link #endpoint()} at {@code /verto} of the web server, and at {@code /} of a server of
 * its own on Verto's conventional ports.
 */
public final class VertoServer implements AutoCloseable {

  /**
   * Browsers answer pings by themselves, so this finds dead peers even among clients that answer no
   * request of ours.
   */
  private static final Duration WEB_SOCKET_PING = Duration.ofSeconds(30);

  private final VertoOptions options;
  private final Counters counters = new Counters();
  private final VertoClients clients = new VertoClients();
  private final Channels channels;
  private final CallList callList;
  private final ConnectionContext sockets;

  private VertoServer(
      Service service,
      Supplier<Users> users,
      VertoOptions options,
      Owners owners,
      Executor passwordPool,
      VertoPorts ports) {
    this.options = options;
    this.channels = new Channels(options.channels());
    this.callList = new CallList(service, channels, owners.of("verto calls " + service.name()));
    ClientContext context =
        new ClientContext(
            service,
            users,
            new InviteGate(service.hooks().vertoInvite()),
            clients,
            channels,
            callList,
            ports.ids(),
            options.ringTimeout(),
            options.reattachTimeout());
    this.sockets =
        new ConnectionContext(
            new Logins(context, owners, passwordPool),
            ConnectionOptions.defaults().withIdle(options.idleTimeout()),
            counters,
            ports.ids(),
            ports.nanoTime(),
            ports.clock());
    service.addResolver("verto", new Destinations(context));
    service.messages().addReceiver(new Messages(context));
    callList.open();
  }

  /**
   * Starts the Verto side of a service and registers its destinations.
   *
   * @param service the service
   * @param users who may log in by password, asked each time
   * @param options settings
   * @param owners where clients live
   * @param passwordPool where passwords are checked; not closed here
   * @param ports time and ids
   * @return a server without sockets
   */
  public static VertoServer open(
      Service service,
      Supplier<Users> users,
      VertoOptions options,
      Owners owners,
      Executor passwordPool,
      VertoPorts ports) {
    return new VertoServer(service, users, options, owners, passwordPool, ports);
  }

  /**
   * What to route WebSockets to.
   *
   * @return an endpoint that takes any client
   */
  public WebSocketEndpoint endpoint() {
    SendLimits limits = SendLimits.defaults();
    WebSocketOptions webSocket =
        WebSocketOptions.defaults()
            .withMaxMessageBytes(options.maxMessageBytes())
            .withPingInterval(WEB_SOCKET_PING)
            .withLimits(
                new SendLimits(
                    options.sendQueueMax(),
                    limits.maxBytes(),
                    limits.grace(),
                    CloseCodes.SLOW_CONSUMER));
    return new WebSocketEndpoint(webSocket, new Handler());
  }

  /**
   * A socket however it was made.
   *
   * @param connection the socket
   * @return to be told of frames and of the end
   */
  public VertoConnection connect(Connection connection) {
    VertoConnection made = new VertoConnection(connection, sockets);
    made.opened();
    return made;
  }

  /**
   * Counters for metrics.
   *
   * @return a snapshot
   */
  public VertoStatistics statistics() {
    return new VertoStatistics(
        counters.open.sum(),
        counters.loggedIn.sum(),
        clients.all().size(),
        clients.all().stream().mapToInt(VertoClient::calls).sum(),
        channels.size(),
        counters.opened.sum(),
        counters.requests.sum(),
        counters.errors.sum(),
        counters.loginFailures.sum(),
        counters.malformed.sum(),
        counters.unanswered.sum());
  }

  /** Closes the sockets of clients that are logged in; the others end with their listener. */
  @Override
  public void close() {
    callList.close();
    clients.all().forEach(VertoClient::close);
  }

  /** Joins the transport's callbacks to sockets; all come on the socket's loop. */
  private final class Handler implements WebSocketHandler {

    @Override
    public void onOpen(Connection connection, RequestHead head) {
      connection.attach(connect(connection));
    }

    @Override
    public void onText(Connection connection, String text) {
      connection.attachment(VertoConnection.class).ifPresent(c -> c.received(text));
    }

    @Override
    public void onClosed(Connection connection, CloseCause cause) {
      connection
          .attachment(VertoConnection.class)
          .ifPresent(c -> c.closed(cause.kind() + " " + cause.code() + " " + cause.reason()));
    }
  }
}
