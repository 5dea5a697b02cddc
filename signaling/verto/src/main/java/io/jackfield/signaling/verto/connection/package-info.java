/**
 * One socket of a Verto client: frames, log-in, requests of ours, pings, the idle timeout and the
 * speed test. Whose socket it is, is told by a {@link
 * io.jackfield.signaling.verto.connection.Door}.
 *
 * <p>Thread rule: each socket belongs to its loop and everything here happens on it; what may be
 * called from elsewhere says so and is handed over to the loop.
 */
package io.jackfield.signaling.verto.connection;
