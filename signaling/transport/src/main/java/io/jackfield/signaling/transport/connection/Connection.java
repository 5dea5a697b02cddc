package io.jackfield.signaling.transport.connection;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One open connection: TCP, TLS, WS or WSS.
 *
 * <p>All methods may be called from any thread. Messages sent by one thread leave in its order.
 */
public interface Connection {

  /** Unique within the process, e.g. {@code ws-41}; for logs. */
  String id();

  /** The transport. */
  TransportKind kind();

  /** The peer's address. */
  InetSocketAddress remote();

  /**
   * Transport and peer as the protocols' users are shown them.
   *
   * @return e.g. {@code wss:192.0.2.7:50122}, {@code tcp:[2001:db8::7]:5060}
   */
  default String shownRemote() {
    InetSocketAddress peer = remote();
    String host =
        peer.getAddress() == null ? peer.getHostString() : peer.getAddress().getHostAddress();
    String shown = host.contains(":") ? '[' + host + ']' : host;
    return kind().name().toLowerCase(Locale.ROOT) + ':' + shown + ':' + peer.getPort();
  }

  /** Our address. */
  InetSocketAddress local();

  /** False as soon as a close was asked for or seen. */
  boolean isOpen();

  /**
   * Sends bytes: as they are on a stream, as one binary message on a WebSocket. The array must not
   * be changed until the stage completes.
   *
   * @return completes when the bytes were handed to the system; fails with {@link
   *     java.io.IOException} when the connection closes first
   */
  CompletionStage<Void> send(byte[] bytes);

  /** Sends text: in UTF-8 on a stream, as one text message on a WebSocket. Otherwise as above. */
  CompletionStage<Void> send(String text);

  /**
   * Sends text that is in UTF-8 already, which saves a copy. The array must not be changed until
   * the stage completes.
   */
  default CompletionStage<Void> sendText(byte[] utf8) {
    return send(new String(utf8, StandardCharsets.UTF_8));
  }

  /** Bytes accepted by {@code send} and not yet written. */
  long queuedBytes();

  /** Messages accepted by {@code send} and not yet written. */
  long queuedMessages();

  /** Closes normally (WebSocket 1000) after what is queued was written, within a deadline. */
  void close();

  /**
   * Closes after what is queued was written, within a deadline. A second close changes nothing.
   *
   * @param code WebSocket close code (RFC 6455 section 7.4); on a stream only reported
   * @param reason in words, for the peer and the log; cut at 123 bytes of UTF-8
   */
  void close(int code, String reason);

  /**
   * Changes the longest message that is accepted from now on, below the limit of the endpoint; no
   * effect on a stream, whose user frames it. On the loop.
   *
   * @param bytes 1 or more
   */
  default void limitMessages(int bytes) {}

  /** Stops reading; what was already read may still be delivered. */
  void pauseReading();

  /** Reads again. */
  void resumeReading();

  /** The owner: the loop on which all callbacks of this connection come. */
  Loop loop();

  /** Runs a task on the owner, after what is already waiting there. */
  default void execute(Runnable task) {
    loop().execute(task);
  }

  /**
   * Puts one object of the user into the connection's slot, in place of an earlier one. The slot is
   * emptied after the close callback.
   */
  void attach(Object attachment);

  /** The object in the slot, if there is one of that type. */
  <T> Optional<T> attachment(Class<T> type);
}
