package io.jackfield.signaling.transport.dns;

/** Kinds of records that can be asked for. */
public enum DnsType {
  /** IPv4 addresses. */
  A,
  /** IPv6 addresses. */
  AAAA,
  /** Servers of a service, RFC 2782. */
  SRV,
  /** Services of a domain, RFC 3403. */
  NAPTR
}
