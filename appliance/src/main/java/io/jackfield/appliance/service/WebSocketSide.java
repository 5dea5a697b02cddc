package io.jackfield.appliance.service;

import io.jackfield.appliance.config.HostPort;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.HttpServer;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets of a protocol's own on which it takes WebSockets, at any path.
 *
 * @param web carries them
 * @param places where they are opened
 */
record WebSocketSide(HttpServer web, List<Place> places) {

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketSide.class);

  /**
   * One of them.
   *
   * @param written as in the configuration
   * @param secure over TLS
   * @param address where
   */
  record Place(String written, boolean secure, HostPort address) {}

  static WebSocketSide of(
      Transport transport, HttpOptions http, WebSocketEndpoint endpoint, List<Place> places) {
    return new WebSocketSide(
        transport.httpServer(http, HttpRoutes.builder().webSocket("/", endpoint).build()), places);
  }

  CompletionStage<Void> start(TlsIdentity identity) {
    CompletionStage<Void> opening = CompletableFuture.completedFuture(null);
    for (Place each : places) {
      opening =
          opening
              .thenCompose(last -> open(each, identity))
              .thenAccept(listener -> LOG.info("listening on {}", each.written()));
    }
    return opening;
  }

  private CompletionStage<Listener> open(Place each, TlsIdentity identity) {
    InetSocketAddress address = each.address().socketAddress();
    return each.secure() ? web.listen(address, identity) : web.listen(address);
  }

  CompletionStage<Void> close(Duration deadline) {
    return web.close(deadline);
  }
}
