package io.jackfield.signaling.transport.http;

import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import java.util.Optional;

/**
 * User of WebSocket connections; one instance serves many, state goes into {@link
 * Connection#attach}.
 *
 * <p>Every callback comes on the connection's loop, in order: {@code onOpen} first, {@code
 * onClosed} last and once. A callback that throws closes its connection with 1011.
 */
public interface WebSocketHandler {

  /** Looks at a handshake before it is accepted; a response given here refuses it. */
  default Optional<HttpResponse> refuse(RequestHead head) {
    return Optional.empty();
  }

  /** The handshake is done. A server of ours writes nothing here: the client speaks first. */
  void onOpen(Connection connection, RequestHead head);

  /** A whole text message, valid UTF-8. */
  void onText(Connection connection, String text);

  /** A whole binary message; called only if the options accept binary. The array is the user's. */
  default void onBinary(Connection connection, byte[] bytes) {}

  /** The connection is gone. */
  void onClosed(Connection connection, CloseCause cause);
}
