package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.stun.HostCandidate;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The addresses a plane binds and those it tells its peers.
 *
 * @param bound one socket each; never a wildcard, so that an answer leaves from the address the
 *     question came to
 * @param advertised in the order of preference
 */
record LocalAddresses(List<InetAddress> bound, List<InetAddress> advertised) {

  static LocalAddresses of(MediaPlaneConfig config) throws IOException {
    List<InetAddress> bound = new ArrayList<>();
    for (InetAddress address : config.bindAddresses()) {
      if (address.isAnyLocalAddress()) {
        bound.addAll(ofMachine(address instanceof Inet4Address));
      } else {
        bound.add(address);
      }
    }
    if (bound.isEmpty()) {
      throw new IOException("this machine has no address to bind");
    }
    List<InetAddress> distinct = bound.stream().distinct().toList();
    return new LocalAddresses(
        distinct, config.advertisedAddresses().isEmpty() ? distinct : config.advertisedAddresses());
  }

  /** All usable addresses; loopback only when there is nothing else. */
  private static List<InetAddress> ofMachine(boolean version4Only) throws IOException {
    List<InetAddress> all = new ArrayList<>();
    for (NetworkInterface face : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (face.isUp()) {
        face.inetAddresses()
            .filter(a -> !version4Only || a instanceof Inet4Address)
            .filter(a -> !a.isLinkLocalAddress() && !a.isMulticastAddress())
            .forEach(all::add);
      }
    }
    List<InetAddress> reachable = all.stream().filter(a -> !a.isLoopbackAddress()).toList();
    return reachable.isEmpty() ? all : reachable;
  }

  /**
   * The candidates for peers: one an advertised address.
   *
   * @param ports the port bound on each of {@code bound}
   */
  List<HostCandidate> candidates(int[] ports) {
    List<HostCandidate> list = new ArrayList<>();
    for (int i = 0; i < advertised.size(); i++) {
      int port = ports[Math.min(i, ports.length - 1)];
      // RFC 8445 5.1.2.1: type preference 126, local preference falling, component 1.
      long priority = (126L << 24) | ((long) (65535 - i) << 8) | 255;
      list.add(
          new HostCandidate(
              Integer.toString(i + 1), priority, new InetSocketAddress(advertised.get(i), port)));
    }
    return List.copyOf(list);
  }
}
