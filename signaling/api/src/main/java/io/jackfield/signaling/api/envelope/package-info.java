/**
 * The messages of the External API on the wire: strict JSON in (RFC 8259, and no duplicate keys),
 * classified as request, response or ack; JSON out.
 *
 * <p>Thread rule: everything is immutable or stateless; any thread.
 */
package io.jackfield.signaling.api.envelope;
