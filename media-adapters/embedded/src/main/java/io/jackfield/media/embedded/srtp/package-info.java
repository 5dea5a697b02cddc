/**
 * SRTP and SRTCP transforms in place on byte arrays.
 *
 * <p>Thread rule: keys, replay windows, roll-over.
 *
 * <p>a context belongs to one loop and is not safe for use by two threads:RFC 3711, 7714, 4568.
 */
package io.jackfield.media.embedded.srtp;
