package io.jackfield.media.embedded.net;

import java.net.InetSocketAddress;

/**
 * A remote address on one port. While it has an owner there is exactly one such object an address,
 * and the owner gets its packets in place of the port's handler. Belongs to the loop.
 */
public final class Peer {

  private final InetSocketAddress address;
  private PacketHandler owner;

  Peer(InetSocketAddress address) {
    this.address = address;
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
