package io.jackfield.signaling.transport.http;

import java.util.Optional;

/** Finds the endpoint of a WebSocket route when a client knocks; what it finds may change. */
@FunctionalInterface
public interface WebSocketSource {

  /**
   * Looks it up. Called on the connection's loop; must not block.
   *
   * @param head the handshake
   * @return empty when there is none now, which the client is told with 404
   */
  Optional<WebSocketEndpoint> find(RequestHead head);
}
