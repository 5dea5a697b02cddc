package io.jackfield.signaling.transport.dns;

import java.net.InetAddress;
import java.time.Duration;

/** One record of an answer. */
public sealed interface DnsRecord {

  /** How long it may be kept. */
  Duration ttl();

  /**
   * An address of a host.
   *
   * @param address IPv4 or IPv6
   */
  record Host(InetAddress address, Duration ttl) implements DnsRecord {}

  /**
   * A server of a service (RFC 2782).
   *
   * @param priority lower ones first
   * @param weight share among equals, 0..65535
   * @param port where it listens
   * @param target its host name, without the final dot; empty says that there is no such service
   */
  record Service(int priority, int weight, int port, String target, Duration ttl)
      implements DnsRecord {}

  /**
   * A service of a domain (RFC 3403).
   *
   * @param order lower ones first, and none of a higher order if one of this is usable
   * @param preference lower ones first among equals
   * @param flags {@code s}: the replacement is asked for SRV next
   * @param service e.g. {@code SIP+D2U}
   * @param replacement name to ask next, without the final dot
   */
  record Naptr(
      int order, int preference, String flags, String service, String replacement, Duration ttl)
      implements DnsRecord {}
}
