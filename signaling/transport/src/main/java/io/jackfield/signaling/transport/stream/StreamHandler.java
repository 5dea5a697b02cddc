package io.jackfield.signaling.transport.stream;

import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import java.nio.ByteBuffer;

/**
 * User of raw connections; one instance serves many, state goes into {@link Connection#attach}.
 *
 * <p>Every callback comes on the connection's loop, in order: {@code onOpen} first, {@code
 * onClosed} last and once. A callback that throws closes its connection with 1011.
 */
public interface StreamHandler {

  /** The connection (and TLS) is up. A server writes nothing here: the client speaks first. */
  void onOpen(Connection connection);

  /**
   * Bytes arrived.
   *
   * @param bytes valid during the call only; what is left unread in it is lost
   */
  void onBytes(Connection connection, ByteBuffer bytes);

  /** The outbound buffer became full (false) or has room again (true). Queueing still works. */
  default void onWritable(Connection connection, boolean writable) {}

  /** The connection is gone. */
  void onClosed(Connection connection, CloseCause cause);
}
