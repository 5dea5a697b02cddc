package io.jackfield.signaling.transport;

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
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Owner of the event loops and of everything opened on them. One instance serves a whole process.
 *
 * <p>Nothing here blocks. Stages complete on an event loop; a caller outside may join them, a
 * caller on an event loop must not.
 */
public interface Transport {

  /**
   * Listens for TCP, or TLS when the options carry an identity.
   *
   * @return completes once bound; fails with {@link
   *     io.jackfield.signaling.transport.connection.ListenException}, whose message names the
   *     address and says what to do
   */
  default CompletionStage<Listener> listen(
      InetSocketAddress address, StreamOptions options, StreamHandler handler) {
    return listen(address, () -> options, handler);
  }

  /**
   * The same with options that are asked for at each connection; the identity and the number of
   * connections are those of the start.
   */
  CompletionStage<Listener> listen(
      InetSocketAddress address, Supplier<StreamOptions> options, StreamHandler handler);

  /**
   * Opens a TCP or TLS connection. The stage completes when the connection (and TLS) is up, after
   * {@link StreamHandler#onOpen}; it fails with an {@link java.io.IOException} in words.
   *
   * @param remote a resolved address; names are resolved by the caller
   */
  CompletionStage<Connection> connect(
      InetSocketAddress remote, StreamConnectOptions options, StreamHandler handler);

  /**
   * Binds a UDP address.
   *
   * @return completes once bound; fails like {@link #listen}
   */
  CompletionStage<DatagramEndpoint> bind(
      InetSocketAddress address, DatagramOptions options, DatagramHandler handler);

  /** Name servers; what was not closed before is closed with the transport. */
  Dns dns(DnsOptions options);

  /** Makes a web server without listeners; its listeners share the routes. */
  HttpServer httpServer(HttpOptions options, HttpRoutes routes);

  /** The event loops, in a fixed order: serial executors with timers, to own calls and sessions. */
  List<Loop> loops();

  /** A snapshot of the counters; cheap enough for every scrape. */
  TransportStatistics statistics();

  /**
   * Closes listeners first, then connections (WebSockets with 1001), then the event loops.
   *
   * @param deadline after which what is still open is cut
   * @return completes when all threads are gone; calling again returns the same outcome
   */
  CompletionStage<Void> close(Duration deadline);
}
