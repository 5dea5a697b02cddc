/**
 * Entry of the transport module: {@link io.jackfield.signaling.transport.Transport} opens listeners
 * and outgoing connections for UDP, TCP, TLS, HTTP and WebSocket.
 *
 * <p>Threads: every method may be called from any thread and returns at once; callbacks come on the
 * one event loop of their connection or socket. Types of the network library do not appear in this
 * package nor in its siblings, except in {@code netty}.
 */
package io.jackfield.signaling.transport;
