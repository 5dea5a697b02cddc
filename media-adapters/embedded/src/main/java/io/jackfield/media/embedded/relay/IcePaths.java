package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.net.Peer;
import io.jackfield.media.embedded.net.UdpPort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The address pairs of a WebRTC transport that a check has validated, and which of them is used.
 * Belongs to the loop.
 */
final class IcePaths {

  private static final int MAX = 8;
  private static final long STALE_NANOS = 5_000_000_000L;

  /** One validated pair. */
  static final class Path {
    private final int port;
    private final Peer peer;
    private long priority;
    private long lastCheck;

    private Path(int port, Peer peer) {
      this.port = port;
      this.peer = peer;
    }

    /** Which of the bound addresses. */
    int port() {
      return port;
    }

    Peer peer() {
      return peer;
    }
  }

  private final WebRtcImpl transport;
  private final PlaneImpl plane;
  private final List<Path> paths = new ArrayList<>(2);
  private Path selected;
  private boolean nominated;

  IcePaths(WebRtcImpl transport, PlaneImpl plane) {
    this.transport = transport;
    this.plane = plane;
  }

  /** The pair to send on, or null before the first valid check. */
  Path selected() {
    return selected;
  }

  Path find(int port, InetSocketAddress address) {
    for (int i = 0; i < paths.size(); i++) {
      Path path = paths.get(i);
      if (path.port == port && path.peer.address().equals(address)) {
        return path;
      }
    }
    return null;
  }

  /**
   * Notes a valid check. The first pair serves until one is nominated. A later nomination wins when
   * the peer gives it at least the priority of the current pair, or the current one has gone quiet;
   * once media flows, media moves the address (see {@link #select}).
   *
   * @return whether the selected pair has changed by nomination
   */
  boolean checked(int port, Peer peer, long priority, boolean nominates, boolean media, long now) {
    Path path = find(port, peer.address());
    if (path == null) {
      path = add(port, peer);
    }
    path.priority = priority;
    path.lastCheck = now;
    if (selected == null) {
      selected = path;
      nominated = nominates;
      return nominates;
    }
    if (!nominates) {
      return false;
    }
    boolean first = !nominated;
    boolean quiet = now - selected.lastCheck > STALE_NANOS;
    boolean better = !media && path.priority >= selected.priority;
    if (path != selected && (first || quiet || better)) {
      selected = path;
      nominated = true;
      return true;
    }
    if (path == selected) {
      nominated = true;
    }
    return false;
  }

  /** Moves to the pair that authentic media came from. */
  void select(Path path) {
    selected = path;
  }

  private Path add(int port, Peer peer) {
    if (paths.size() == MAX) {
      Path oldest = null;
      for (Path path : paths) {
        if (path != selected && (oldest == null || path.lastCheck - oldest.lastCheck < 0)) {
          oldest = path;
        }
      }
      release(oldest);
      paths.remove(oldest);
    }
    UdpPort own = transport.context.webRtcPorts.get(port);
    Path path = new Path(port, own.peer(peer.address()));
    paths.add(path);
    own.own(path.peer, transport);
    plane.onOtherLoops(
        transport.context,
        context -> {
          UdpPort other = context.webRtcPorts.get(port);
          other.own(other.peer(peer.address()), transport);
        });
    return path;
  }

  private void release(Path path) {
    int port = path.port;
    transport.context.webRtcPorts.get(port).disown(path.peer, transport);
    plane.onOtherLoops(
        transport.context,
        context -> {
          UdpPort other = context.webRtcPorts.get(port);
          other.disown(other.peer(path.peer.address()), transport);
        });
  }

  void clear() {
    paths.forEach(this::release);
    paths.clear();
    selected = null;
  }
}
