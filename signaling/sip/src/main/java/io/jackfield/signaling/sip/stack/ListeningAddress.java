package io.jackfield.signaling.sip.stack;

import io.jackfield.signaling.transport.connection.TransportKind;

/**
 * How one of our listeners calls itself in Via and Contact.
 *
 * @param kind its transport
 * @param host address or name others reach us by; IPv6 in brackets
 * @param port the port others reach us by
 */
public record ListeningAddress(TransportKind kind, String host, int port) {

  /** The transport in upper case, as a Via has it. */
  public String viaTransport() {
    return kind.name();
  }

  /** The value of a {@code transport} URI parameter; WSS is {@code ws} too (RFC 7118 5.2). */
  public String uriTransport() {
    return switch (kind) {
      case UDP -> "udp";
      case TCP -> "tcp";
      case TLS -> "tls";
      case WS, WSS -> "ws";
    };
  }
}
