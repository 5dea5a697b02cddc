package io.jackfield.signaling.transport.datagram;

import io.jackfield.signaling.transport.connection.Loop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A bound UDP address. Any thread. */
public interface DatagramEndpoint {

  /** The address bound; with the real port when 0 was asked for. */
  InetSocketAddress local();

  /** Loop of the first socket. */
  Loop loop();

  /**
   * Sends one datagram. It may be lost like any datagram.
   *
   * @param bytes must not be changed until the stage completes
   * @return completes when handed to the system; fails with {@link java.io.IOException}, e.g. when
   *     the network is unreachable or the datagram too long
   */
  CompletionStage<Void> send(byte[] bytes, InetSocketAddress remote);

  /** Sends the remaining bytes of a buffer, copied during the call. Otherwise as above. */
  CompletionStage<Void> send(ByteBuffer bytes, InetSocketAddress remote);

  /** Unbinds. Completes when the port is free. */
  CompletionStage<Void> close(Duration deadline);
}
