/**
 * The web server: routes, requests and responses, static content, WebSocket endpoints.
 *
 * <p>Threads: handlers are called on the connection's loop and must not block; they answer with a
 * stage. RFC 9110, RFC 9112, RFC 6455, RFC 7118 (subprotocol {@code sip}).
 */
package io.jackfield.signaling.transport.http;
