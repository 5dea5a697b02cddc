/**
 * Trunks: SIP servers elsewhere that take and bring calls for a service. Registration with them
 * (RFC 3261 10.2), their health by OPTIONS, their limits, and whose requests are theirs.
 *
 * <p>Threads: a trunk's registration and its probes each run on the loop that owns their Call-ID;
 * what others ask of a trunk may be asked from any thread.
 */
package io.jackfield.signaling.sip.trunk;
