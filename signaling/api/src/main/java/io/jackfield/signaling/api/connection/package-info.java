/**
 * One client connection: transactions in both directions with their timers, login state, pings,
 * events held back until the reply of the request that causes them.
 *
 * <p>Thread rule: each connection belongs to one loop; everything here happens on it. What may be
 * called from elsewhere is handed over to that loop. Time and timers come from {@link
 * io.jackfield.signaling.api.connection.Link}.
 */
package io.jackfield.signaling.api.connection;
