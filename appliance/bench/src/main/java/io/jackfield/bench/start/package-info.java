/**
 * {@code ./bench start}: how soon the gateway is ready, how soon the first WebRTC call has its DTLS
 * (RFC 8827, RFC 5764), and the memory it holds idle.
 *
 * <p>Thread rule: the benchmark's own thread; {@link io.jackfield.bench.start.WebRtcPeer} reads its
 * socket on one of its own and shakes hands on another.
 */
package io.jackfield.bench.start;
