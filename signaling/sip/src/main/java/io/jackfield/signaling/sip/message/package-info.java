/**
 * Reading messages, and writing the parts of them that JAIN-SIP leaves to its user.
 *
 * <p>Threads: stateless. RFC 3261 sections 7, 20 and 25; RFC 4475 for what is refused and how.
 */
package io.jackfield.signaling.sip.message;
