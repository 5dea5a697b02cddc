/**
 * {@code ./bench sip}: SIPp calls through the gateway and through Kamailio with rtpengine, in turn,
 * with the same scenario (RFC 3261; SDP of RFC 3264 offers and answers with G.711).
 *
 * <p>Thread rule: the benchmark's own thread.
 */
package io.jackfield.bench.sip;
