package io.jackfield.media.embedded.net;

import java.net.InetSocketAddress;

/**
 * A bound UDP socket of one loop. All methods but {@link #close} and {@link #local} belong to it.
 */
public interface UdpPort extends AutoCloseable {

  /** The bound address. */
  InetSocketAddress local();

  /** The loop that owns the port. */
  MediaLoop loop();

  /**
   * The peer of this address: the owned one when there is one, else a new one.
   *
   * @param address the remote address
   */
  Peer peer(InetSocketAddress address);

  /**
   * Gives a peer's packets to an owner from now on.
   *
   * @param peer of this port
   * @param owner in place of the one before
   */
  void own(Peer peer, PacketHandler owner);

  /**
   * Takes a peer from its owner, if that is still the given one.
   *
   * @param peer of this port
   * @param owner the owner that gives it up
   */
  void disown(Peer peer, PacketHandler owner);

  /**
   * Says whom most packets will come from, so that finding the peer of a packet is quick; packets
   * of others still come.
   *
   * @param peer the usual peer from now on
   */
  void connect(Peer peer);

  /** Undoes {@link #connect}. */
  void disconnect();

  /**
   * Queues a copy of a packet; it leaves before the loop waits again. A packet the system does not
   * take is counted and gone, as on any network.
   *
   * @param data the array
   * @param off start of the packet
   * @param len its length in bytes
   * @param to the receiver; on a connected port its one peer
   */
  void send(byte[] data, int off, int len, Peer to);

  /** Closes the socket; idempotent, from any thread. */
  @Override
  void close();
}
