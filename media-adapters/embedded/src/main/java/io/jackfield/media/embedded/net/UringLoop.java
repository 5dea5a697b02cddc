package io.jackfield.media.embedded.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A loop on Linux io_uring: one system call a burst receives from all sockets and sends on all of
 * them. Buffers are shared by all ports: a pool the kernel receives into, and an arena sends leave
 * from, which is free again after each submission as UDP sends complete in it.
 */
final class UringLoop extends MediaLoop {

  private static final int ENTRIES = 512;
  private static final int COMPLETIONS = 4096;
  private static final int BUFFERS = 1024;
  private static final int SLOTS = 256;
  private static final int PACKET_AT = 32;
  private static final int SLOT = PACKET_AT + HEADROOM + MAX_PACKET + TAILROOM;
  private static final int OUT_HEADER = 16;
  private static final int BUFFER = OUT_HEADER + SocketAddresses.LENGTH + MAX_PACKET + 4;
  private static final int SOCKET_BUFFER = 2 << 20;
  private static final int PAGE = 4096;
  private static final long RETRY_NANOS = 10_000_000L;
  private static final int DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
  private static final int POLLIN = 1;
  private static final int POLL_MULTI = 1;
  private static final int RECV_MULTISHOT = 2;
  private static final long WAKE = 1L << 32;
  private static final long SENT = 2L << 32;
  private static final long RECEIVED = 3L << 32;
  private static final long CANCELLED = 4L << 32;

  private final Uring ring = new Uring(ENTRIES, COMPLETIONS);
  private final int event = Linux.event();
  private final byte[] packet = new byte[HEADROOM + MAX_PACKET + TAILROOM];
  private final ByteBuffer provided =
      ByteBuffer.allocateDirect(BUFFERS * 16 + PAGE)
          .alignedSlice(PAGE)
          .order(ByteOrder.nativeOrder());
  private final ByteBuffer buffers = Uring.direct(BUFFERS * BUFFER);
  private final long buffersAddress = Linux.address(buffers);
  private final ByteBuffer arena = Uring.direct(SLOTS * SLOT);
  private final long arenaAddress = Linux.address(arena);
  private final ByteBuffer message = Uring.direct(56);
  private final List<UringPort> ports = new ArrayList<>();
  private final Deque<Integer> freeIds = new ArrayDeque<>();
  private final Object wakeLock = new Object();
  private boolean released;
  private boolean enabled;
  private int providedTail;
  private int slot;
  private long sendFailures;

  /**
   * A loop that is not running yet.
   *
   * @param name of its thread
   * @throws IOException where io_uring is missing, too old or forbidden
   */
  UringLoop(String name) throws IOException {
    super(name);
    ring.provide(Linux.address(provided), BUFFERS, 0);
    // Only the room for the sender's address is read from it, once a receive request.
    message.putInt(8, SocketAddresses.LENGTH);
    for (int i = 0; i < BUFFERS; i++) {
      recycle(i);
    }
    publishBuffers();
  }

  // ---- sockets

  @Override
  public UdpPort open(InetSocketAddress local, boolean shared, PacketHandler handler)
      throws IOException {
    boolean four = local.getAddress() instanceof Inet4Address;
    int fd = Linux.socket(four ? Linux.AF_INET : Linux.AF_INET6, Linux.SOCK_DGRAM_CLOEXEC, 0);
    String name = "UDP " + local.getAddress().getHostAddress() + ":" + local.getPort();
    if (fd < 0) {
      throw Linux.failure(name);
    }
    if (!four) {
      option(fd, Linux.IPPROTO_IPV6, Linux.IPV6_V6ONLY, 1);
    }
    if (shared) {
      option(fd, Linux.SOL_SOCKET, Linux.SO_REUSEPORT, 1);
      option(fd, Linux.SOL_SOCKET, Linux.SO_RCVBUF, SOCKET_BUFFER);
      option(fd, Linux.SOL_SOCKET, Linux.SO_SNDBUF, SOCKET_BUFFER);
    }
    ByteBuffer raw = Uring.direct(SocketAddresses.LENGTH + 4);
    int length = SocketAddresses.write(raw, 0, local);
    if (Linux.bind(fd, Linux.pointer(raw), length) < 0) {
      IOException failure = Linux.failure(name);
      Linux.close(fd);
      throw failure;
    }
    raw.putInt(SocketAddresses.LENGTH, SocketAddresses.LENGTH);
    Linux.getsockname(fd, Linux.pointer(raw), Linux.pointer(raw).share(SocketAddresses.LENGTH));
    UringPort port = new UringPort(this, fd, SocketAddresses.read(raw, 0), handler);
    post(() -> register(port));
    return port;
  }

  private static void option(int fd, int level, int name, int value) {
    ByteBuffer raw = Uring.direct(4).putInt(0, value);
    Linux.setsockopt(fd, level, name, Linux.pointer(raw), 4);
  }

  private void register(UringPort port) {
    Integer id = freeIds.poll();
    if (id == null) {
      id = ports.size();
      ports.add(port);
    } else {
      ports.set(id, port);
    }
    port.registered(id);
    receive(port);
  }

  private void receive(UringPort port) {
    try {
      int at = ring.next();
      ByteBuffer entry = ring.sqes();
      entry.put(at, (byte) Uring.RECVMSG);
      entry.put(at + 1, (byte) Uring.FLAG_BUFFER_SELECT);
      entry.putShort(at + 2, (short) RECV_MULTISHOT);
      entry.putInt(at + 4, port.fd());
      entry.putLong(at + 16, Linux.address(message));
      entry.putInt(at + 24, 1);
      entry.putLong(at + 32, RECEIVED | port.id());
      port.armed(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a port: its receive request first, the socket when that has ended. */
  void end(UringPort port) {
    if (!port.isArmed()) {
      forget(port);
      return;
    }
    try {
      int at = ring.next();
      ByteBuffer entry = ring.sqes();
      entry.put(at, (byte) Uring.ASYNC_CANCEL);
      entry.put(at + 1, (byte) Uring.FLAG_SKIP_SUCCESS);
      entry.putInt(at + 4, -1);
      entry.putLong(at + 16, RECEIVED | port.id());
      entry.putLong(at + 32, CANCELLED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void forget(UringPort port) {
    Linux.close(port.fd());
    ports.set(port.id(), null);
    freeIds.add(port.id());
  }

  // ---- sending

  void send(UringPort port, byte[] data, int off, int len, ByteBuffer to, int toLength) {
    try {
      if (slot == SLOTS) {
        ring.submit();
        slot = 0;
      }
      int place = slot++ * SLOT;
      int at = ring.next();
      ByteBuffer entry = ring.sqes();
      entry.put(at, (byte) Uring.SEND);
      entry.put(at + 1, (byte) Uring.FLAG_SKIP_SUCCESS);
      entry.putInt(at + 4, port.fd());
      if (toLength > 0) {
        arena.put(place, to, 0, toLength);
        entry.putLong(at + 8, arenaAddress + place);
        entry.putShort(at + 44, (short) toLength);
      }
      arena.put(place + PACKET_AT, data, off, len);
      entry.putLong(at + 16, arenaAddress + place + PACKET_AT);
      entry.putInt(at + 24, len);
      entry.putInt(at + 28, DONTWAIT_NOSIGNAL);
      entry.putLong(at + 32, SENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long sendFailures() {
    return sendFailures;
  }

  // ---- the burst

  @Override
  protected void poll(long timeoutNanos) throws IOException {
    if (!enabled) {
      ring.enable();
      enabled = true;
      watchEvent();
    }
    ring.submitAndWait(timeoutNanos > 0 ? 1 : 0, Math.max(0, timeoutNanos));
    slot = 0;
    int ready = ring.ready();
    if (ready == 0) {
      return;
    }
    beginBurst();
    for (int i = 0; i < ready; i++) {
      long data = ring.userData();
      int result = ring.result();
      int flags = ring.flags();
      ring.advance();
      complete(data, result, flags);
    }
    ring.commit();
    publishBuffers();
  }

  private void complete(long data, int result, int flags) throws IOException {
    long kind = data & 0xffffffff00000000L;
    if (kind == RECEIVED) {
      received(ports.get((int) data), result, flags);
    } else if (kind == SENT) {
      sendFailures++;
    } else if (kind == WAKE && (flags & Uring.MORE) == 0) {
      watchEvent();
    }
  }

  private void received(UringPort port, int result, int flags) {
    if ((flags & Uring.HAS_BUFFER) != 0) {
      int buffer = flags >>> 16;
      int at = buffer * BUFFER;
      int name = at + OUT_HEADER;
      int len = result - OUT_HEADER - SocketAddresses.LENGTH;
      if (len >= 0 && !port.isClosing()) {
        buffers.get(name + SocketAddresses.LENGTH, packet, HEADROOM, len);
        Peer from = port.sender(buffers, name);
        recycle(buffer);
        deliver(port.handler(), port, packet, HEADROOM, len, from);
      } else {
        recycle(buffer);
      }
    }
    if ((flags & Uring.MORE) == 0) {
      // The request has ended: the port closes, buffers ran out, or an ICMP error came in.
      port.armed(false);
      if (port.isClosing()) {
        forget(port);
      } else if (result >= 0 || result == -Linux.ENOBUFS || result == -Linux.ECONNREFUSED) {
        receive(port);
      } else {
        // Something unusual: it must not make the loop spin.
        schedule(RETRY_NANOS, () -> receiveAgain(port));
      }
    }
  }

  private void receiveAgain(UringPort port) {
    if (!port.isClosing()) {
      receive(port);
    }
  }

  private void recycle(int buffer) {
    int at = (providedTail++ & BUFFERS - 1) * 16;
    provided.putLong(at, buffersAddress + (long) buffer * BUFFER);
    provided.putInt(at + 8, BUFFER);
    provided.putShort(at + 12, (short) buffer);
  }

  private void publishBuffers() {
    Uring.publishShort(provided, 14, (short) providedTail);
  }

  private void watchEvent() throws IOException {
    int at = ring.next();
    ByteBuffer entry = ring.sqes();
    entry.put(at, (byte) Uring.POLL_ADD);
    entry.putInt(at + 4, event);
    entry.putInt(at + 24, POLL_MULTI);
    entry.putInt(at + 28, POLLIN);
    entry.putLong(at + 32, WAKE);
  }

  @Override
  protected void wakeUp() {
    // Guarded: a descriptor that is closed may be somebody else's by now.
    synchronized (wakeLock) {
      if (!released) {
        Linux.eventfd_write(event, 1);
      }
    }
  }

  @Override
  protected void release() {
    try {
      if (enabled) {
        ring.submit();
      }
    } catch (IOException e) {
      // What was still to be sent is lost with the ring.
      sendFailures++;
    }
    ring.close();
    for (UringPort port : ports) {
      if (port != null) {
        Linux.close(port.fd());
      }
    }
    synchronized (wakeLock) {
      released = true;
      Linux.close(event);
    }
  }
}
