/**
 * Asking name servers (RFC 1035, 2782, 3403) without blocking. What the answers mean for SIP (RFC
 * 3263) is not known here.
 *
 * <p>Threads: any; stages complete on an event loop.
 */
package io.jackfield.signaling.transport.dns;
