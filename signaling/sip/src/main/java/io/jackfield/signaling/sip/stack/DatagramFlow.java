package io.jackfield.signaling.sip.stack;

import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.datagram.DatagramEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A remote address seen from one UDP socket. Equal if both are the same. */
record DatagramFlow(DatagramEndpoint endpoint, InetSocketAddress remote, ListeningAddress listening)
    implements Flow {

  @Override
  public String id() {
    return "udp-" + remoteHost() + ':' + remote.getPort();
  }

  @Override
  public TransportKind kind() {
    return TransportKind.UDP;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Flow toward(InetSocketAddress other) {
    return other.equals(remote) ? this : new DatagramFlow(endpoint, other, listening);
  }

  /**
   * A datagram that found our own queue full is a lost one, as any router may lose it: sending it
   * again is the transaction's business (RFC 3261 17.1.1.2). What the system itself refuses (no
   * route, unreachable) is a failure.
   */
  @Override
  public void send(byte[] message, Consumer<IOException> onFailure) {
    endpoint
        .send(message, remote)
        .whenComplete(
            (done, failure) -> {
              if (failure != null && failure.getCause() != null) {
                onFailure.accept(new IOException(failure.getMessage(), failure));
              }
            });
  }
}
