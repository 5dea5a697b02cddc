package io.jackfield.signaling.sip.stack;

import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.TransportKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A TCP, TLS, WS or WSS connection. */
final class ConnectionFlow implements Flow {

  /** RFC 5626 3.5.1. */
  private static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Connection connection;
  private final ListeningAddress listening;
  private final Set<Runnable> closeListeners = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private volatile boolean used = true;
  private volatile Hop openedTo;
  private volatile Runnable onGone = () -> {};

  ConnectionFlow(Connection connection, ListeningAddress listening) {
    this.connection = connection;
    this.listening = listening;
  }

  @Override
  public String id() {
    return connection.id();
  }

  @Override
  public TransportKind kind() {
    return connection.kind();
  }

  @Override
  public InetSocketAddress remote() {
    return connection.remote();
  }

  @Override
  public ListeningAddress listening() {
    return listening;
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public Optional<Hop> openedTo() {
    return Optional.ofNullable(openedTo);
  }

  /** Notes that we opened it, and where to. */
  void openedTo(Hop hop) {
    openedTo = hop;
  }

  /** What to do when it is gone; at once if it is. Not a need for the connection. */
  void onGone(Runnable action) {
    onGone = action;
    if (closed) {
      action.run();
    }
  }

  /** Somebody sent something over it. */
  void touched() {
    used = true;
  }

  /** Pings the peer if somebody needs the connection or it was used lately; else closes it. */
  void tend() {
    if (used || !closeListeners.isEmpty()) {
      used = false;
      connection.send(PING);
    } else {
      connection.close(1000, "not used");
    }
  }

  @Override
  public void send(byte[] message, Consumer<IOException> onFailure) {
    used = true;
    CompletionStage<Void> sent = kind().webSocket() ? sendFrame(message) : connection.send(message);
    sent.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            onFailure.accept(new IOException(failure.getMessage(), failure));
          }
        });
  }

  /** RFC 7118 4.2: text frames need UTF-8, which a body may not be. */
  private CompletionStage<Void> sendFrame(byte[] message) {
    try {
      return connection.send(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString());
    } catch (CharacterCodingException e) {
      return connection.send(message);
    }
  }

  @Override
  public Runnable onClose(Runnable listener) {
    closeListeners.add(listener);
    if (closed && closeListeners.remove(listener)) {
      listener.run();
    }
    return () -> closeListeners.remove(listener);
  }

  void closed() {
    closed = true;
    onGone.run();
    for (Runnable listener : closeListeners) {
      if (closeListeners.remove(listener)) {
        listener.run();
      }
    }
  }

  Connection connection() {
    return connection;
  }
}
