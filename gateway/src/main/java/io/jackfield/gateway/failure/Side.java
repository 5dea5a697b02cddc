package io.jackfield.gateway.failure;

/** Whose doing a failure is: tells operators where to look and metrics how to count. */
public enum Side {
  /** Nobody's fault: an ordinary end. */
  NONE,
  /** The requester: bad input, wrong credentials, wrong state, an unknown name. */
  CLIENT,
  /** The other party of the call or session: busy, absent, refused. */
  PEER,
  /** A media engine. */
  ENGINE,
  /** The network or another server on the way. */
  NETWORK,
  /** This gateway: a bug, a limit, or its own configuration. */
  GATEWAY
}
