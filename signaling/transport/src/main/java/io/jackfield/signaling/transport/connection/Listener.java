package io.jackfield.signaling.transport.connection;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A bound listening address. */
public interface Listener {

  /** The address bound; with the real port when 0 was asked for. */
  InetSocketAddress local();

  /** Connections accepted here and open now. */
  int openConnections();

  /**
   * Stops listening and leaves the connections accepted here alone; {@link #close} still closes
   * them.
   *
   * @return completes when the address is free again
   */
  CompletionStage<Void> unbind();

  /**
   * Unbinds at once and closes this listener's connections (WebSockets with 1001).
   *
   * @param deadline after which connections still open are cut; zero cuts at once
   * @return completes when all are gone; calling again returns the same outcome
   */
  CompletionStage<Void> close(Duration deadline);
}
