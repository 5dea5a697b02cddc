/**
 * {@code ./bench relay}: what a relayed packet costs, SRTP to RTP, beside rtpengine on the same
 * load.
 *
 * <p>Thread rule: the main thread directs; the load has one thread that sends and one a socket that
 * counts. Each relay is a process of its own, so that its CPU time can be told apart.
 *
 * <p>RFC 3550, 3711, 4568, 7714.
 */
package io.jackfield.bench.relay;
