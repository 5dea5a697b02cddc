/**
 * Digest authentication of requests (RFC 3261 section 22, RFC 7616, RFC 8760): challenges with
 * signed nonces, and checking what comes back. And the other side: answering a challenge.
 *
 * <p>Threads: any. Passwords never come here, only HA1 values.
 */
package io.jackfield.signaling.sip.auth;
