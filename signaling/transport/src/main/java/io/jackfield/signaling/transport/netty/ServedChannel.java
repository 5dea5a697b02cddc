package io.jackfield.signaling.transport.netty;

/** What the owner of a connection can ask of it. */
@FunctionalInterface
interface ServedChannel {

  /** Whoever accepted or opened a connection and waits for its end when closing. */
  @FunctionalInterface
  interface Owner {
    /** The connection is gone and its user knows. On its loop; no effect if it was replaced. */
    void gone(ServedChannel connection);
  }

  /** Ends in the protocol's way because the owner closes. Any thread. */
  void shutDown();
}
