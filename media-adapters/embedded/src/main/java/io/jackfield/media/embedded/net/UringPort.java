package io.jackfield.media.embedded.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** A port of a {@link UringLoop}. */
final class UringPort implements UdpPort {

  private static final PeerTable NONE = new PeerTable();

  private final UringLoop loop;
  private final int fd;
  private final InetSocketAddress local;
  private final PacketHandler handler;
  private final AtomicBoolean closed = new AtomicBoolean();
  private PeerTable owned = NONE;
  private Peer connected;
  private int id = -1;
  private boolean armed;
  private boolean closing;

  UringPort(UringLoop loop, int fd, InetSocketAddress local, PacketHandler handler) {
    this.loop = loop;
    this.fd = fd;
    this.local = local;
    this.handler = handler;
  }

  int fd() {
    return fd;
  }

  int id() {
    return id;
  }

  void registered(int number) {
    id = number;
  }

  void armed(boolean now) {
    armed = now;
  }

  boolean isArmed() {
    return armed;
  }

  boolean isClosing() {
    return closing;
  }

  PacketHandler handler() {
    return handler;
  }

  /** The peer whose raw address is in a buffer. */
  Peer sender(ByteBuffer in, int at) {
    Peer only = connected;
    if (only != null && only.isAt(in, at)) {
      return only;
    }
    Peer known = owned.get(in, at);
    return known == null ? new Peer(SocketAddresses.read(in, at)) : known;
  }

  @Override
  public InetSocketAddress local() {
    return local;
  }

  @Override
  public MediaLoop loop() {
    return loop;
  }

  @Override
  public Peer peer(InetSocketAddress address) {
    Peer fresh = new Peer(address);
    Peer known = owned.get(fresh.raw(), 0);
    return known == null ? fresh : known;
  }

  @Override
  public void own(Peer peer, PacketHandler owner) {
    if (owned == NONE) {
      owned = new PeerTable();
    }
    owned.put(peer.raw(), 0, peer);
    peer.own(owner);
  }

  @Override
  public void disown(Peer peer, PacketHandler owner) {
    if (peer.owner() == owner) {
      peer.own(null);
      if (owned != NONE && owned.get(peer.raw(), 0) == peer) {
        owned.remove(peer.raw(), 0);
      }
    }
  }

  @Override
  public void connect(Peer peer) {
    // Packets that wait already stay, whoever sent them: the sender is compared all the same.
    if (Linux.connect(fd, Linux.pointer(peer.raw()), peer.rawLength()) == 0) {
      connected = peer;
    }
  }

  @Override
  public void disconnect() {
    if (connected != null) {
      connected = null;
      ByteBuffer none = Uring.direct(16);
      none.putShort(0, (short) Linux.AF_UNSPEC);
      Linux.connect(fd, Linux.pointer(none), 16);
    }
  }

  @Override
  public void send(byte[] data, int off, int len, Peer to) {
    if (closing) {
      return;
    }
    loop.send(this, data, off, len, to.raw(), connected != null ? 0 : to.rawLength());
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      // Posted, not executed: the port may still wait for its own registration.
      loop.post(
          () -> {
            closing = true;
            loop.end(this);
          });
    }
  }
}
