/**
 * Raw TCP and TLS, as server and as client: bytes in order, framing is the user's.
 *
 * <p>Threads: see {@code connection}.
 */
package io.jackfield.signaling.transport.stream;
