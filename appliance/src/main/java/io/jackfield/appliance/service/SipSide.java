package io.jackfield.appliance.service;

import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.appliance.config.SipListen;
import io.jackfield.signaling.sip.SipServer;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A service's SIP server, which opens its own sockets but for WebSockets, with those.
 *
 * @param server the server
 * @param sockets where it takes WebSockets (RFC 7118)
 */
record SipSide(SipServer server, WebSocketSide sockets) {

  static SipSide of(
      SipServer server, ServiceConfig service, Transport transport, HttpOptions http) {
    return new SipSide(
        server,
        WebSocketSide.of(
            transport,
            http,
            server.webSocketEndpoint(),
            service.sip().listen().stream()
                .filter(each -> each.transport().webSocket())
                .map(SipSide::place)
                .toList()));
  }

  private static WebSocketSide.Place place(SipListen listen) {
    return new WebSocketSide.Place(
        listen.toString(), listen.transport() == SipListen.Transport.WSS, listen.address());
  }

  CompletionStage<Void> start(TlsIdentity identity) {
    return server.start().thenCompose(open -> sockets.start(identity));
  }

  CompletionStage<Void> close(Duration deadline) {
    return CompletableFuture.allOf(
        server.close(deadline).toCompletableFuture(),
        sockets.close(deadline).toCompletableFuture());
  }
}
