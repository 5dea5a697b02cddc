package io.jackfield.signaling.sip.stack;

import io.jackfield.signaling.transport.connection.TransportKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * A connection of a process before: nothing goes over it any more.
 *
 * @param kind its transport
 * @param remote the peer
 * @param listening stands for the listener it came to
 */
public record LostFlow(TransportKind kind, InetSocketAddress remote, ListeningAddress listening)
    implements Flow {

  @Override
  public String id() {
    return "lost-" + remoteHost() + ':' + remote.getPort();
  }

  @Override
  public boolean isOpen() {
    return false;
  }

  @Override
  public void send(byte[] message, Consumer<IOException> onFailure) {
    onFailure.accept(new IOException("the connection is gone"));
  }

  @Override
  public Runnable onClose(Runnable listener) {
    listener.run();
    return () -> {};
  }
}
