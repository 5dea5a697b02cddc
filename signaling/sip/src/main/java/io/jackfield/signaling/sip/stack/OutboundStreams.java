package io.jackfield.signaling.sip.stack;

import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.stream.StreamConnectOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The TCP and TLS connections we open. One for each place, shared by all who send there (RFC 3261
 * 18), kept alive while somebody needs it (RFC 5626 4.4.1) and closed when nobody has for a while.
 * Any thread.
 */
final class OutboundStreams {

  /** RFC 5626 4.4.1: less than two minutes, as firewalls forget idle connections. */
  private static final Duration PING_EVERY = Duration.ofSeconds(90);

  /** How long a place that refused is not asked again. */
  private static final Duration AVOID = Duration.ofSeconds(30);

  private final Transport transport;
  private final Connections connections;
  private final ClientTls tls;
  private final Function<Hop, ListeningAddress> listening;
  private final Map<Hop, CompletableFuture<ConnectionFlow>> open = new ConcurrentHashMap<>();
  private final Set<Hop> refused = ConcurrentHashMap.newKeySet();
  private final Loop loop;
  private volatile boolean closed;

  /**
   * Makes one.
   *
   * @param listening how we call ourselves towards a place
   */
  OutboundStreams(
      Transport transport,
      Connections connections,
      ClientTls tls,
      Function<Hop, ListeningAddress> listening) {
    this.transport = transport;
    this.connections = connections;
    this.tls = tls;
    this.listening = listening;
    this.loop = transport.loops().get(0);
    loop.schedule(PING_EVERY, this::tend);
  }

  /** Plain TCP is the same connection whatever domain led there. */
  private static Hop key(Hop hop) {
    return hop.kind() == TransportKind.TCP ? new Hop(hop.kind(), hop.address(), "") : hop;
  }

  /** An open connection to a place, or a new one. */
  CompletionStage<Flow> to(Hop place, Duration within) {
    Hop hop = key(place);
    if (closed) {
      return CompletableFuture.failedFuture(new IOException("SIP is being stopped"));
    }
    if (hop.kind() == TransportKind.TCP) {
      Optional<Flow> existing = connections.streamTo(hop.address());
      if (existing.isPresent()) {
        return CompletableFuture.completedFuture(existing.get());
      }
    }
    CompletableFuture<ConnectionFlow> fresh = new CompletableFuture<>();
    CompletableFuture<ConnectionFlow> found =
        open.compute(hop, (same, old) -> old != null && usable(old) ? old : fresh);
    if (found == fresh) {
      connect(hop, within, fresh);
    }
    return found.thenApply(flow -> flow);
  }

  /** Whether a place refused a connection lately. */
  boolean refused(Hop hop) {
    return refused.contains(key(hop));
  }

  private static boolean usable(CompletableFuture<ConnectionFlow> flow) {
    return !flow.isDone() || !flow.isCompletedExceptionally() && flow.join().isOpen();
  }

  private void connect(Hop hop, Duration within, CompletableFuture<ConnectionFlow> result) {
    ListeningAddress ours = listening.apply(hop);
    StreamConnectOptions usual =
        hop.kind() == TransportKind.TLS
            ? StreamConnectOptions.tls(tls.peer(hop.domain()))
            : StreamConnectOptions.tcp();
    StreamConnectOptions options =
        new StreamConnectOptions(
            usual.local(), usual.tls(), usual.limits(), within, usual.idleTimeout());
    transport
        .connect(hop.address(), options, connections.streams(c -> Optional.of(ours)))
        .thenApply(this::flow)
        .whenComplete(
            (flow, failure) -> {
              if (failure != null) {
                open.remove(hop, result);
                refused.add(hop);
                loop.schedule(AVOID, () -> refused.remove(hop));
                result.completeExceptionally(failure);
              } else {
                flow.openedTo(hop);
                flow.onGone(() -> open.remove(hop, result));
                result.complete(flow);
              }
            });
  }

  private ConnectionFlow flow(Connection connection) {
    ConnectionFlow flow = connections.flowOf(connection);
    if (flow == null) {
      throw new java.util.concurrent.CompletionException(
          new IOException("the connection was closed at once"));
    }
    return flow;
  }

  /** Pings what is needed, closes what is not. */
  private void tend() {
    if (closed) {
      return;
    }
    for (CompletableFuture<ConnectionFlow> each : open.values()) {
      if (each.isDone() && !each.isCompletedExceptionally()) {
        each.join().tend();
      }
    }
    loop.schedule(PING_EVERY, this::tend);
  }

  /** Closes all of them. */
  void close() {
    closed = true;
    for (CompletableFuture<ConnectionFlow> each : open.values()) {
      each.thenAccept(flow -> flow.connection().close());
    }
  }
}
