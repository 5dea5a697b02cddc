/**
 * What all connections have in common: identity, sending with a bounded queue, closing with a
 * cause, and the event loop that owns them.
 *
 * <p>Threads: methods may be called from any thread; callbacks of one connection come in order on
 * its one {@link io.jackfield.signaling.transport.connection.Loop}.
 */
package io.jackfield.signaling.transport.connection;
