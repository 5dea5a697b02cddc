package io.jackfield.media.embedded.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A remote address on one port. While it has an owner there is exactly one such object an address,
 * and the owner gets its packets in place of the port's handler. Belongs to the loop.
 */
public final class Peer {

  private final InetSocketAddress address;
  private PacketHandler owner;
  private ByteBuffer raw;
  private int rawLength;

  Peer(InetSocketAddress address) {
    this.address = address;
  }

  /** The address in the form of the C library; made when first asked for. */
  ByteBuffer raw() {
    if (raw == null) {
      raw = ByteBuffer.allocateDirect(SocketAddresses.LENGTH + 4).order(ByteOrder.nativeOrder());
      rawLength = SocketAddresses.write(raw, 0, address);
    }
    return raw;
  }

  int rawLength() {
    return rawLength;
  }

  /** Whether this is the raw address in a buffer. */
  boolean isAt(ByteBuffer in, int at) {
    ByteBuffer own = raw();
    return own.getLong(0) == in.getLong(at)
        && SocketAddresses.high(own, 0) == SocketAddresses.high(in, at)
        && SocketAddresses.low(own, 0) == SocketAddresses.low(in, at);
  }

  /** The remote address. */
  public InetSocketAddress address() {
    return address;
  }

  PacketHandler owner() {
    return owner;
  }

  void own(PacketHandler handler) {
    owner = handler;
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
