/**
 * DTLS 1.2 for SRTP keys.
 *
 * <p>Thread rule: certificate, fingerprints, handshakes on a bounded pool.
 *
 * <p>a handshake runs on one pool thread; packets reach it through a bounded queue from the owning
 * loop:RFC 5763, 5764, 6347, 7627, 8122.
 */
package io.jackfield.media.embedded.dtls;
