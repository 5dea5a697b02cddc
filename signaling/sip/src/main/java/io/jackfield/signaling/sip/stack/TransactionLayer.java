package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.datagram.DatagramEndpoint;
import io.jackfield.signaling.transport.datagram.DatagramHandler;
import io.jackfield.signaling.transport.datagram.DatagramOptions;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.http.WebSocketOptions;
import io.jackfield.signaling.transport.stream.StreamOptions;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport and transaction layers (RFC 3261 17 and 18): listeners, flows, client and server
 * transactions. Any thread, except {@link #send} and {@link #sendStateless}, which belong on the
 * owner loop of the message's Call-ID.
 */
public final class TransactionLayer {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionLayer.class);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(4);

  /** Short, since most who do not listen on TCP say so, and the rest should not hold a call up. */
  private static final Duration CONNECT_INSTEAD_WITHIN = Duration.ofSeconds(1);

  private final Transport transport;
  private final Owners owners;
  private final SipCounters counters = new SipCounters();
  private final JainStack stack;
  private final StackListener listener;
  private final Border border;
  private final Connections connections;
  private final OutboundStreams streams;
  private final Map<ListeningAddress, Processor> processors = new ConcurrentHashMap<>();
  private final List<BoundUdp> datagrams = new CopyOnWriteArrayList<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  private record BoundUdp(DatagramEndpoint endpoint, ListeningAddress address) {
    Flow to(InetSocketAddress remote) {
      return new DatagramFlow(endpoint, remote, address);
    }
  }

  /**
   * Makes the layer without listeners.
   *
   * @param tls of connections we open
   * @param user hears of what arrives
   */
  public TransactionLayer(
      Transport transport, SipLimits limits, ClientTls tls, TransactionUser user) {
    this.transport = transport;
    this.owners = new Owners(transport.loops());
    this.stack = JainStack.create(owners, counters);
    this.listener = new StackListener(user, counters);
    this.border = new Border(stack, limits, user, flow -> processors.get(flow.listening()));
    this.connections = new Connections(border, limits);
    this.streams = new OutboundStreams(transport, connections, tls, this::callOurselves);
  }

  /** Who owns which Call-ID. */
  public Owners owners() {
    return owners;
  }

  /** The counters. */
  public SipCounters counters() {
    return counters;
  }

  /** Client transactions that still live. */
  public int clientTransactions() {
    return stack.getClientTransactionTableSize();
  }

  /** Server transactions that still live. */
  public int serverTransactions() {
    return stack.getServerTransactionTableSize();
  }

  /** Timers of transactions that are set. */
  public long timers() {
    return stack.loopTimer().pending();
  }

  /** Open connections. */
  public int connections() {
    return connections.count();
  }

  /**
   * Listens on UDP.
   *
   * @param host the name or address to give to others; the bound one if empty
   * @param acl who is heard
   * @return the address as given to others
   */
  public CompletionStage<ListeningAddress> listenUdp(
      InetSocketAddress bind, DatagramOptions options, Optional<String> host, SourceAcl acl) {
    CompletableFuture<BoundUdp> bound = new CompletableFuture<>();
    DatagramHandler handler =
        (endpoint, remote, bytes) -> {
          BoundUdp here = bound.getNow(null);
          if (!acl.admits(remote.getAddress())) {
            counters.dropped.increment();
          } else if (here != null) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            border.receive(here.to(remote), copy, true);
          }
        };
    return transport
        .bind(bind, options, handler)
        .thenApply(
            endpoint -> {
              ListeningAddress address = address(TransportKind.UDP, endpoint.local(), host);
              BoundUdp here = new BoundUdp(endpoint, address);
              processors.put(address, stack.listen(endpoint.local(), address, here::to, listener));
              datagrams.add(here);
              bound.complete(here);
              return address;
            });
  }

  /** Listens on TCP, or on TLS if the options have an identity. Otherwise as above. */
  public CompletionStage<ListeningAddress> listenStream(
      InetSocketAddress bind, StreamOptions options, Optional<String> host, SourceAcl acl) {
    TransportKind kind = options.tls().isPresent() ? TransportKind.TLS : TransportKind.TCP;
    CompletableFuture<ListeningAddress> bound = new CompletableFuture<>();
    return transport
        .listen(
            bind,
            options,
            connections.streams(
                connection ->
                    acl.admits(connection.remote().getAddress())
                        ? Optional.ofNullable(bound.getNow(null))
                        : Optional.empty()))
        .thenApply(
            opened -> {
              listeners.add(opened);
              ListeningAddress address = address(kind, opened.local(), host);
              processors.put(address, stack.listen(opened.local(), address, NO_UDP, listener));
              bound.complete(address);
              return address;
            });
  }

  private static final JainStack.UdpSender NO_UDP =
      remote -> {
        throw new IOException("not a UDP listener");
      };

  /**
   * A WebSocket endpoint (RFC 7118) to be mounted on a web server.
   *
   * @param options with subprotocol {@code sip}
   * @param host the name or address to give to others
   * @param port the port that goes with it; only shown, clients are reached over their connection
   */
  public WebSocketEndpoint webSocket(WebSocketOptions options, String host, int port) {
    ListeningAddress plain = virtual(TransportKind.WS, host, port);
    ListeningAddress secure = virtual(TransportKind.WSS, host, port);
    return new WebSocketEndpoint(
        options,
        connections.webSockets(c -> Optional.of(c.kind() == TransportKind.WSS ? secure : plain)));
  }

  private ListeningAddress virtual(TransportKind kind, String host, int port) {
    ListeningAddress address = new ListeningAddress(kind, bracketed(host), port);
    InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    processors.put(address, stack.listen(nowhere, address, NO_UDP, listener));
    return address;
  }

  private static ListeningAddress address(
      TransportKind kind, InetSocketAddress bound, Optional<String> host) {
    String name = host.orElseGet(() -> bound.getAddress().getHostAddress());
    return new ListeningAddress(kind, bracketed(name), bound.getPort());
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host;
  }

  /**
   * A flow to a place: a UDP socket of the same family, an open connection, or a new one.
   *
   * @return fails with {@link IOException} if there is no UDP listener of that family, or no
   *     connection can be opened
   */
  public CompletionStage<Flow> flowTo(Hop hop) {
    return flowTo(hop, CONNECT_WITHIN);
  }

  private CompletionStage<Flow> flowTo(Hop hop, Duration within) {
    return hop.kind() == TransportKind.UDP ? datagramTo(hop.address()) : streams.to(hop, within);
  }

  /** Whether we have a way to a place at all: a UDP socket of its family, or a connection. */
  public boolean reaches(Hop hop) {
    return hop.kind() != TransportKind.UDP || datagramFor(hop.address()).isPresent();
  }

  /**
   * A flow for a request that is too large for a datagram (RFC 3261 18.1.1): TCP to the same
   * address if somebody listens there, else the given one.
   */
  public CompletionStage<Flow> flowForLarge(Flow flow) {
    Hop hop = new Hop(TransportKind.TCP, flow.remote(), "");
    if (flow.kind() != TransportKind.UDP || streams.refused(hop)) {
      return CompletableFuture.completedFuture(flow);
    }
    return flowTo(hop, CONNECT_INSTEAD_WITHIN).exceptionally(failure -> flow);
  }

  private Optional<BoundUdp> datagramFor(InetSocketAddress remote) {
    boolean v6 = remote.getAddress() instanceof Inet6Address;
    return datagrams.stream()
        .filter(b -> v6 == (b.endpoint().local().getAddress() instanceof Inet6Address))
        .findFirst();
  }

  private CompletionStage<Flow> datagramTo(InetSocketAddress remote) {
    return datagramFor(remote)
        .<CompletionStage<Flow>>map(bound -> CompletableFuture.completedFuture(bound.to(remote)))
        .orElseGet(
            () -> CompletableFuture.failedFuture(new IOException("no UDP listener for " + remote)));
  }

  /**
   * How we call ourselves towards a place: as the listener of that transport and family does, or of
   * that transport; without one, by a port on which nobody listens, since answers and requests come
   * over the connection.
   */
  private synchronized ListeningAddress callOurselves(Hop hop) {
    boolean v6 = hop.address().getAddress() instanceof Inet6Address;
    List<ListeningAddress> ours =
        processors.keySet().stream().filter(address -> address.kind() == hop.kind()).toList();
    return ours.stream()
        .filter(address -> v6 == address.host().startsWith("["))
        .findFirst()
        .or(() -> ours.stream().findFirst())
        .orElseGet(
            () ->
                virtual(
                    hop.kind(),
                    datagramFor(hop.address())
                        .map(bound -> bound.address().host())
                        .orElse(v6 ? "[::1]" : "127.0.0.1"),
                    hop.kind() == TransportKind.TLS ? 5061 : 5060));
  }

  /**
   * Sends a request in a client transaction. On the owner loop of its Call-ID.
   *
   * @param request with a Via of the flow's listening address; not an ACK
   */
  public OutboundRequest send(SIPRequest request, Flow flow, ResponseHandler handler) {
    ClientHandling handling = new ClientHandling(handler, flow);
    Processor processor = processors.get(flow.listening());
    Channel channel = new Channel(processor, flow);
    SIPClientTransaction transaction = stack.createClientTransaction(request, channel);
    transaction.setBranch(request.getTopmostVia().getBranch());
    transaction.setApplicationData(handling);
    transaction.addEventListener(processor.getListeningPoint().getProvider());
    OutboundRequest sent = new OutboundRequest(request, transaction, handling);
    Loop loop = owners.of(request.getCallId().getCallId());
    channel.onSendFailure(() -> loop.execute(sent::failed));
    try {
      stack.addTransaction(transaction);
      transaction.sendRequest();
    } catch (SipException e) {
      LOG.debug("{} to {} not sent: {}", request.getMethod(), flow.id(), e.getMessage());
      loop.execute(sent::failed);
    }
    return sent;
  }

  /** Sends a message outside any transaction: an ACK for a 2xx, or a 2xx again. */
  public void sendStateless(SIPMessage message, Flow flow) {
    counters.messagesOut.increment();
    flow.send(
        message.encodeAsBytes(flow.kind().name()),
        failure -> {
          counters.sendFailures.increment();
          LOG.debug("Message to {} not sent: {}", flow.id(), failure.getMessage());
        });
  }

  /** Counts a message of ours that went out again. */
  public void countRetransmission() {
    counters.retransmissions.increment();
  }

  /**
   * Closes the listeners, then the stack.
   *
   * @param deadline for connections to flush
   */
  public CompletionStage<Void> close(Duration deadline) {
    streams.close();
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    for (Listener open : listeners) {
      closing.add(open.close(deadline).toCompletableFuture());
    }
    for (BoundUdp bound : datagrams) {
      closing.add(bound.endpoint().close(deadline).toCompletableFuture());
    }
    return CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new))
        .whenComplete((done, failure) -> stack.close());
  }
}
