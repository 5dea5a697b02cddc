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
  private Peer pending;

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
        if (connected != null) {
          if (channel.read(in) <= 0) {
            return;
          }
          from = connected;
        } else {
          InetSocketAddress address = (InetSocketAddress) channel.receive(in);
          if (address == null) {
            connectWhenDrained();
            return;
          }
          from = peer(address);
        }
      } catch (IOException e) {
        // A connected socket reports an ICMP error of an earlier send here; the packet is lost, the
        // socket is not.
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

  @Override
  public void connect(Peer peer) {
    disconnect();
    pending = peer;
  }

  /** Connecting throws away what has arrived and was not read, so all is read first. */
  private void connectWhenDrained() {
    if (pending == null) {
      return;
    }
    try {
      channel.connect(pending.address());
      connected = pending;
    } catch (IOException e) {
      // It stays unconnected, which costs time but works.
      loop.sendFailed();
    }
    pending = null;
  }

  @Override
  public void disconnect() {
    pending = null;
    if (connected != null) {
      connected = null;
      try {
        channel.disconnect();
      } catch (IOException e) {
        loop.sendFailed();
      }
    }
  }

  @Override
  public void send(byte[] data, int off, int len, Peer to) {
    ByteBuffer out = loop.out();
    out.clear();
    out.put(data, off, len);
    out.flip();
    try {
      int sent = connected != null ? channel.write(out) : channel.send(out, to.address());
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
