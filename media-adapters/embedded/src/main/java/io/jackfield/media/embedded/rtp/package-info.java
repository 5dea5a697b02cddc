/**
 * RTP and RTCP on byte arrays: reading and rewriting headers in place, reception statistics, RTCP
 * reports and feedback, telephone-events.
 *
 * <p>Thread rule: stateful objects belong to one loop; the static functions are pure.
 *
 * <p>RFC 3550, 4585, 4733, 5104, 5285, 5761, 8285.
 */
package io.jackfield.media.embedded.rtp;
