package io.jackfield.signaling.transport.http;

import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A web server: several listeners, plain or TLS, with the same routes. Any thread. */
public interface HttpServer {

  /**
   * Opens a plain listener (HTTP, WS).
   *
   * @return completes once bound; fails with {@link
   *     io.jackfield.signaling.transport.connection.ListenException}
   */
  CompletionStage<Listener> listen(InetSocketAddress address);

  /** Opens a TLS listener (HTTPS, WSS). Otherwise as above. */
  CompletionStage<Listener> listen(InetSocketAddress address, TlsIdentity identity);

  /** Closes all listeners and their connections. */
  CompletionStage<Void> close(Duration deadline);
}
