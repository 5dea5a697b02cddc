package io.jackfield.signaling.sip.stack;

import io.jackfield.signaling.transport.connection.TransportKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A way to one peer (RFC 5626 "flow"): a connection, or a remote address seen from one of our UDP
 * sockets. Any thread.
 */
public interface Flow {

  /** Names the flow in logs, e.g. {@code ws-41} or {@code udp-192.0.2.1:5060}. */
  String id();

  /** The transport. */
  TransportKind kind();

  /** The peer. */
  InetSocketAddress remote();

  /** The listening point it belongs to; decides Via and Contact. */
  ListeningAddress listening();

  /** Whether something sent now may arrive. A UDP flow is always open. */
  boolean isOpen();

  /** Whether a retransmission is pointless (RFC 3261 18: all but UDP). */
  default boolean reliable() {
    return kind() != TransportKind.UDP;
  }

  /**
   * Sends one whole message.
   *
   * @param message encoded; must not change afterwards
   * @param onFailure told if it could not be handed to the system; on any thread
   */
  void send(byte[] message, Consumer<IOException> onFailure);

  /**
   * Asks to be told, once, when the flow is gone; at once if it is. A UDP flow never goes.
   *
   * @return takes the wish back
   */
  default Runnable onClose(Runnable listener) {
    return () -> {};
  }

  /** Where we connected to, if we opened it: there it can be opened again. */
  default Optional<Hop> openedTo() {
    return Optional.empty();
  }

  /** The same socket towards another address; a connection has only one. */
  default Flow toward(InetSocketAddress other) {
    return this;
  }

  /** The peer's address without brackets or zone, as it goes into {@code received}. */
  default String remoteHost() {
    String host = remote().getAddress().getHostAddress();
    int zone = host.indexOf('%');
    return zone < 0 ? host : host.substring(0, zone);
  }

  /**
   * The peer, for people and hooks.
   *
   * @return e.g. {@code udp:192.0.2.7:5060}
   */
  default String shownRemote() {
    String host = remoteHost();
    String shown = host.contains(":") ? '[' + host + ']' : host;
    return kind().name().toLowerCase(Locale.ROOT) + ':' + shown + ':' + remote().getPort();
  }
}
