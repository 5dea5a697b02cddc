package io.jackfield.signaling.transport.netty;

/** What a listener can ask of a connection of its own. */
@FunctionalInterface
interface ServedChannel {

  /** Ends in the protocol's way because the listener closes. Any thread. */
  void shutDown();
}
