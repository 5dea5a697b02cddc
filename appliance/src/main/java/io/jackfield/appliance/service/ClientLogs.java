package io.jackfield.appliance.service;

import io.jackfield.appliance.config.ApiConfig;
import io.jackfield.appliance.config.HostPort;
import io.jackfield.signaling.api.core.GatewayLog;
import io.jackfield.signaling.api.core.LogSink;
import io.jackfield.signaling.api.gelf.GelfSender;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.datagram.DatagramEndpoint;
import io.jackfield.signaling.transport.datagram.DatagramOptions;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where what clients log goes: the gateway's log, or a GELF server. One socket, opened by the first
 * service that needs it and closed with the transport, sends for all of them. Any thread.
 */
public final class ClientLogs {

  private final Transport transport;
  private final Executor background;
  private final LogSink gatewayLog = new GatewayLog();
  private Optional<CompletionStage<DatagramEndpoint>> socket = Optional.empty();

  /**
   * Opens nothing yet.
   *
   * @param transport opens the socket
   * @param background where messages are written and the server's name is looked up
   */
  public ClientLogs(Transport transport, Executor background) {
    this.transport = transport;
    this.background = background;
  }

  LogSink of(ApiConfig api) {
    return api.gelfServer()
        .<LogSink>map(
            host ->
                new GelfSender(
                    socket(),
                    () -> new HostPort(host, api.gelfPort()).socketAddress(),
                    background,
                    () -> ThreadLocalRandom.current().nextLong(),
                    gatewayLog))
        .orElse(gatewayLog);
  }

  private synchronized CompletionStage<DatagramEndpoint> socket() {
    if (socket.isEmpty()) {
      DatagramOptions options = new DatagramOptions(1, 0, 1);
      socket =
          Optional.of(transport.bind(new InetSocketAddress(0), options, (end, from, data) -> {}));
    }
    return socket.get();
  }
}
