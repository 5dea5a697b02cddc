package io.jackfield.signaling.sip.stack;

import io.jackfield.signaling.transport.connection.TransportKind;
import java.net.InetSocketAddress;

/**
 * One place to send a request to.
 *
 * @param kind UDP, TCP or TLS
 * @param address resolved
 * @param domain the host of the URI, which a certificate must be for, whatever names DNS put in
 *     between (RFC 5922 4)
 */
public record Hop(TransportKind kind, InetSocketAddress address, String domain) {

  /** Checks that somebody can be connected to so. */
  public Hop {
    if (kind.webSocket() || address.isUnresolved()) {
      throw new IllegalArgumentException("UDP, TCP or TLS and an address expected");
    }
  }
}
