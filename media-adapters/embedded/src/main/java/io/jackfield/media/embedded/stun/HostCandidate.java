package io.jackfield.media.embedded.stun;

import java.net.InetSocketAddress;

/**
 * A UDP host candidate of component 1 (RFC 8839 5.1).
 *
 * @param foundation equal for candidates with the same base
 * @param priority RFC 8445 5.1.2
 * @param address where checks are answered
 */
public record HostCandidate(String foundation, long priority, InetSocketAddress address) {

  /** The value after {@code a=candidate:} (and of a trickled candidate, after "candidate:"). */
  public String attribute() {
    return foundation
        + " 1 udp "
        + priority
        + " "
        + address.getAddress().getHostAddress()
        + " "
        + address.getPort()
        + " typ host";
  }
}
