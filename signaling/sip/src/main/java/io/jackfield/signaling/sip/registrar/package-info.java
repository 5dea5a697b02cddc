/**
 * The registrar (RFC 3261 section 10): who can be reached where.
 *
 * <p>Threads: a REGISTER is handled on the owner loop of its Call-ID; two clients of one address of
 * record meet in the store, whose updates are atomic.
 */
package io.jackfield.signaling.sip.registrar;
