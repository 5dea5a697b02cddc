package io.jackfield.signaling.transport.datagram;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Receiver of datagrams. A callback that throws is logged; the socket stays open. */
@FunctionalInterface
public interface DatagramHandler {

  /**
   * A datagram arrived.
   *
   * @param bytes valid during the call only
   */
  void onDatagram(DatagramEndpoint endpoint, InetSocketAddress remote, ByteBuffer bytes);
}
