package io.jackfield.signaling.transport.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How name servers are asked.
 *
 * @param servers in order; empty for those of the system
 * @param timeout for one server to answer; then the next is asked
 * @param rounds through all servers before giving up
 */
public record DnsOptions(List<InetSocketAddress> servers, Duration timeout, int rounds) {

  /** Copies the list and checks the ranges. */
  public DnsOptions {
    servers = List.copyOf(servers);
    if (timeout.isNegative() || timeout.isZero() || rounds < 1) {
      throw new IllegalArgumentException("a DNS timeout and at least one round are needed");
    }
  }

  /** The system's servers, 1.5 s each, two rounds. */
  public static DnsOptions defaults() {
    return new DnsOptions(List.of(), Duration.ofMillis(1_500), 2);
  }

  /** The same with these servers. */
  public DnsOptions withServers(List<InetSocketAddress> newServers) {
    return new DnsOptions(newServers, timeout, rounds);
  }
}
