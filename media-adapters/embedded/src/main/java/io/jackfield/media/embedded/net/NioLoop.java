package io.jackfield.media.embedded.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** A loop on the JDK's selector; works everywhere. */
public final class NioLoop extends MediaLoop {

  private static final int SOCKET_BUFFER = 2 << 20;

  private final Selector selector;
  private final byte[] packet = new byte[HEADROOM + MAX_PACKET + TAILROOM];
  private final ByteBuffer in = ByteBuffer.allocateDirect(MAX_PACKET);
  private final ByteBuffer out = ByteBuffer.allocateDirect(HEADROOM + MAX_PACKET + TAILROOM);
  private long sendFailures;

  /**
   * A loop that is not running yet.
   *
   * @param name of its thread
   * @throws IOException when the system has no descriptors left
   */
  public NioLoop(String name) throws IOException {
    super(name);
    selector = Selector.open();
  }

  @Override
  public UdpPort open(InetSocketAddress local, boolean shared, PacketHandler handler)
      throws IOException {
    InetAddress address = local.getAddress();
    DatagramChannel channel =
        DatagramChannel.open(
            address instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET);
    try {
      channel.configureBlocking(false);
      if (shared) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
      }
      channel.bind(local);
      NioPort port = new NioPort(this, channel, handler);
      post(port::register);
      return port;
    } catch (IOException e) {
      channel.close();
      throw new IOException(
          "UDP " + address.getHostAddress() + ":" + local.getPort() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public long sendFailures() {
    return sendFailures;
  }

  void sendFailed() {
    sendFailures++;
  }

  Selector selector() {
    return selector;
  }

  ByteBuffer in() {
    return in;
  }

  ByteBuffer out() {
    return out;
  }

  byte[] packet() {
    return packet;
  }

  void deliverFrom(PacketHandler handler, UdpPort port, int len, Peer from) {
    deliver(handler, port, packet, HEADROOM, len, from);
  }

  @Override
  protected void poll(long timeoutNanos) throws IOException {
    if (timeoutNanos <= 0) {
      selector.selectNow(this::ready);
    } else {
      // Rounded up: a timer a little late is better than a spin until it is due.
      selector.select(this::ready, (timeoutNanos + 999_999) / 1_000_000);
    }
  }

  private void ready(SelectionKey key) {
    beginBurst();
    ((NioPort) key.attachment()).read();
  }

  @Override
  protected void wakeUp() {
    selector.wakeup();
  }

  @Override
  protected void release() {
    for (SelectionKey key : selector.keys()) {
      ((NioPort) key.attachment()).closeChannel();
    }
    try {
      selector.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
