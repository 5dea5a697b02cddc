package io.jackfield.media.embedded.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.HashMap;
import java.util.Map;

/** A port on a {@link DatagramChannel}. */
final class NioPort implements UdpPort {

  /** Packets read from one port before the others get their turn. */
  private static final int BURST = 32;

  private final NioLoop loop;
  private final DatagramChannel channel;
  private final PacketHandler handler;
  private final InetSocketAddress local;
  private Map<InetSocketAddress, Peer> owned = Map.of();
  private Peer connected;

  NioPort(NioLoop loop, DatagramChannel channel, PacketHandler handler) throws IOException {
    this.loop = loop;
    this.channel = channel;
    this.handler = handler;
    this.local = (InetSocketAddress) channel.getLocalAddress();
  }

  void register() {
    try {
      channel.register(loop.selector(), SelectionKey.OP_READ, this);
    } catch (ClosedChannelException e) {
      // Closed before the loop came to it: nothing is left to do.
      return;
    }
  }

  @Override
  public InetSocketAddress local() {
    return local;
  }

  @Override
  public MediaLoop loop() {
    return loop;
  }

  void read() {
    ByteBuffer in = loop.in();
    for (int i = 0; i < BURST && channel.isOpen(); i++) {
      in.clear();
      Peer from;
      try {
        InetSocketAddress address = (InetSocketAddress) channel.receive(in);
        if (address == null) {
          return;
        }
        from = connected != null && address.equals(connected.address()) ? connected : peer(address);
      } catch (IOException e) {
        // An ICMP error of an earlier send may come back here; a packet is lost, the socket is not.
        loop.sendFailed();
        return;
      }
      in.flip();
      int len = in.remaining();
      in.get(loop.packet(), MediaLoop.HEADROOM, len);
      loop.deliverFrom(handler, this, len, from);
    }
  }

  @Override
  public Peer peer(InetSocketAddress address) {
    Peer known = owned.get(address);
    return known == null ? new Peer(address) : known;
  }

  @Override
  public void own(Peer peer, PacketHandler owner) {
    if (owned.isEmpty()) {
      owned = new HashMap<>();
    }
    owned.put(peer.address(), peer);
    peer.own(owner);
  }

  @Override
  public void disown(Peer peer, PacketHandler owner) {
    if (peer.owner() == owner) {
      peer.own(null);
      owned.remove(peer.address(), peer);
    }
  }

  /**
   * The channel itself stays unconnected: the JDK throws away what is waiting when it connects one,
   * and a peer that answers the packet which made us connect loses that answer.
   */
  @Override
  public void connect(Peer peer) {
    connected = peer;
  }

  @Override
  public void disconnect() {
    connected = null;
  }

  @Override
  public void send(byte[] data, int off, int len, Peer to) {
    ByteBuffer out = loop.out();
    out.clear();
    out.put(data, off, len);
    out.flip();
    try {
      int sent = channel.send(out, to.address());
      if (sent != len) {
        loop.sendFailed();
      }
    } catch (IOException | java.nio.channels.UnresolvedAddressException e) {
      loop.sendFailed();
    }
  }

  void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closeChannel();
    // A cancelled key holds the descriptor until the next poll.
    loop.wakeUp();
  }
}
