package io.jackfield.appliance.service;

import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import io.jackfield.signaling.verto.VertoServer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A service's Verto server with the sockets of its own.
 *
 * @param server the server
 * @param sockets where it listens
 */
record VertoSide(VertoServer server, WebSocketSide sockets) {

  static VertoSide of(
      VertoServer server, ServiceConfig service, Transport transport, HttpOptions http) {
    return new VertoSide(
        server,
        WebSocketSide.of(
            transport,
            http,
            server.endpoint(),
            service.verto().listen().stream()
                .map(
                    each -> new WebSocketSide.Place(each.toString(), each.secure(), each.address()))
                .toList()));
  }

  CompletionStage<Void> start(TlsIdentity identity) {
    return sockets.start(identity);
  }

  CompletionStage<Void> close(Duration deadline) {
    server.close();
    return sockets.close(deadline);
  }
}
