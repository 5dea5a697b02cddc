package io.jackfield.signaling.transport.http;

import java.time.Duration;

/**
 * Limits of a web server.
 *
 * @param maxRequestLine bytes; more is answered with 414
 * @param maxHeaderBytes bytes of all header fields; more is answered with 431
 * @param maxBodyBytes bytes; more is answered with 413
 * @param maxRequestsPerConnection after which the server closes a kept-alive connection
 * @param requestTimeout from the first byte of a request (or the connection) to its end
 * @param keepAliveTimeout between two requests
 * @param responseTimeout for a handler; later it is answered with 504
 * @param maxConnections open at once on one listener; further ones are closed as they come
 */
public record HttpOptions(
    int maxRequestLine,
    int maxHeaderBytes,
    int maxBodyBytes,
    int maxRequestsPerConnection,
    Duration requestTimeout,
    Duration keepAliveTimeout,
    Duration responseTimeout,
    int maxConnections) {

  /** 8 KiB, 16 KiB, 1 MiB, 10,000 requests, 10 s, 60 s, 30 s, 100,000 connections. */
  public static HttpOptions defaults() {
    return new HttpOptions(
        8 << 10,
        16 << 10,
        1 << 20,
        10_000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        100_000);
  }
}
