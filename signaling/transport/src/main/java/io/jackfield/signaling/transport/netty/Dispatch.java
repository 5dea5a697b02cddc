package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.http.HttpHandler;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What to do with a request.
 *
 * @param handler answers it, unless it becomes a WebSocket
 * @param endpoint the WebSocket endpoint that accepts it
 */
record Dispatch(HttpHandler handler, Optional<WebSocketEndpoint> endpoint) {

  static Dispatch to(HttpHandler handler) {
    return new Dispatch(handler, Optional.empty());
  }

  static Dispatch to(HttpResponse response) {
    return to(request -> CompletableFuture.completedFuture(response));
  }

  static Dispatch to(WebSocketEndpoint endpoint) {
    return new Dispatch(
        request -> {
          throw new IllegalStateException("this request becomes a WebSocket");
        },
        Optional.of(endpoint));
  }
}
