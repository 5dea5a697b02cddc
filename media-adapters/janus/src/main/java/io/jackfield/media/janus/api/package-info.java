/**
 * Janus's own API over one WebSocket (subprotocol {@code janus-protocol}): requests with their
 * transactions and deadlines, Janus sessions and plugin handles, keepalives, and the claim of the
 * sessions after a lost socket. Knows nothing of plugins.
 *
 * <p>Thread rule: everything here runs on the loop given to {@link
 * io.jackfield.media.janus.api.JanusConnection}, results and listeners included.
 */
package io.jackfield.media.janus.api;
