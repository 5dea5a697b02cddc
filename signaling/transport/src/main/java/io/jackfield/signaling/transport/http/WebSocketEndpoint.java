package io.jackfield.signaling.transport.http;

/**
 * What stands behind a WebSocket route.
 *
 * @param options settings
 * @param handler its user
 */
public record WebSocketEndpoint(WebSocketOptions options, WebSocketHandler handler) {}
