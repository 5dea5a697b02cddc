/**
 * The registrar (RFC 3261 section 10, Path RFC 3327, Outbound RFC 5626): who can be reached where.
 *
 * <p>Threads: a REGISTER is handled on the owner loop of its Call-ID; two clients of one address of
 * record meet in the store, whose updates are atomic.
 */
package io.jackfield.signaling.sip.registrar;
