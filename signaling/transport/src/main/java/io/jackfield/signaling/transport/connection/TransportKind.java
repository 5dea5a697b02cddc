package io.jackfield.signaling.transport.connection;

/** The transports of the product. */
public enum TransportKind {
  /** Datagrams. */
  UDP,
  /** A plain byte stream. */
  TCP,
  /** A byte stream over TLS. */
  TLS,
  /** WebSocket messages (RFC 6455). */
  WS,
  /** WebSocket messages over TLS. */
  WSS;

  /** Whether the bytes travel encrypted. */
  public boolean secure() {
    return this == TLS || this == WSS;
  }

  /** Whether the unit of sending and receiving is a WebSocket message. */
  public boolean webSocket() {
    return this == WS || this == WSS;
  }
}
