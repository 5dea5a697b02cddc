package io.jackfield.signaling.transport.http;

import java.util.concurrent.CompletionStage;

/** Answers requests. Called on the connection's loop; must not block. */
@FunctionalInterface
public interface HttpHandler {

  /**
   * Answers one request.
   *
   * @return completes with the response; a failure is logged and answered with 500
   */
  CompletionStage<HttpResponse> handle(HttpRequest request);
}
