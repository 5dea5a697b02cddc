package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.TransportConfig;
import io.jackfield.signaling.transport.TransportStatistics;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.transport.datagram.DatagramEndpoint;
import io.jackfield.signaling.transport.datagram.DatagramHandler;
import io.jackfield.signaling.transport.datagram.DatagramOptions;
import io.jackfield.signaling.transport.dns.Dns;
import io.jackfield.signaling.transport.dns.DnsOptions;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.HttpServer;
import io.jackfield.signaling.transport.stream.StreamConnectOptions;
import io.jackfield.signaling.transport.stream.StreamHandler;
import io.jackfield.signaling.transport.stream.StreamOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transport on Netty. */
public final class NettyTransport implements Transport {

  private static final Logger log = LoggerFactory.getLogger(NettyTransport.class);

  private final Engine engine;
  private final TlsStore tls;
  private final StreamSockets streams;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** Starts the event loops; nothing is opened yet. */
  public NettyTransport(TransportConfig config) {
    this.engine = new Engine(config);
    this.tls = new TlsStore(engine);
    this.streams = new StreamSockets(engine, tls);
    log.info(
        "transport: {} loops, I/O by {}, TLS by {}",
        config.loops(),
        engine.platform.name(),
        tls.provider());
  }

  @Override
  public CompletionStage<Listener> listen(
      InetSocketAddress address, Supplier<StreamOptions> options, StreamHandler handler) {
    return streams.listen(address, options, handler);
  }

  @Override
  public CompletionStage<Connection> connect(
      InetSocketAddress remote, StreamConnectOptions options, StreamHandler handler) {
    return streams.connect(remote, options, handler);
  }

  @Override
  public CompletionStage<DatagramEndpoint> bind(
      InetSocketAddress address, DatagramOptions options, DatagramHandler handler) {
    return new NettyDatagramEndpoint(engine, options, handler).bind(address);
  }

  @Override
  public Dns dns(DnsOptions options) {
    return new NettyDns(engine, options);
  }

  @Override
  public HttpServer httpServer(HttpOptions options, HttpRoutes routes) {
    return new NettyHttpServer(engine, tls, options, routes);
  }

  @Override
  public List<Loop> loops() {
    return engine.loops();
  }

  @Override
  public TransportStatistics statistics() {
    return engine.counters.snapshot();
  }

  @Override
  public CompletionStage<Void> close(Duration deadline) {
    if (closing.compareAndSet(false, true)) {
      engine
          .close(deadline)
          .whenComplete(
              (done, failure) -> {
                if (failure == null) {
                  closed.complete(null);
                } else {
                  closed.completeExceptionally(failure);
                }
              });
    }
    return closed;
  }
}
