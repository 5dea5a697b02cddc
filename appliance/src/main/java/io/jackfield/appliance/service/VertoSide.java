package io.jackfield.appliance.service;

import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.appliance.config.VertoListen;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.HttpServer;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import io.jackfield.signaling.verto.VertoServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's Verto server with the sockets of its own.
 *
 * @param server the server
 * @param web carries its sockets
 * @param listen where they are opened
 */
record VertoSide(VertoServer server, HttpServer web, List<VertoListen> listen) {

  private static final Logger LOG = LoggerFactory.getLogger(VertoSide.class);

  static VertoSide of(
      VertoServer server, ServiceConfig service, Transport transport, HttpOptions http) {
    return new VertoSide(
        server,
        transport.httpServer(http, HttpRoutes.builder().webSocket("/", server.endpoint()).build()),
        service.verto().listen());
  }

  CompletionStage<Void> start(TlsIdentity identity) {
    CompletionStage<Void> opening = CompletableFuture.completedFuture(null);
    for (VertoListen each : listen) {
      opening =
          opening
              .thenCompose(last -> open(each, identity))
              .thenAccept(listener -> LOG.info("listening on {}", each));
    }
    return opening;
  }

  private CompletionStage<Listener> open(VertoListen each, TlsIdentity identity) {
    InetSocketAddress address = each.address().socketAddress();
    return each.secure() ? web.listen(address, identity) : web.listen(address);
  }

  CompletionStage<Void> close(Duration deadline) {
    server.close();
    return web.close(deadline);
  }
}
