/**
 * The implementation on Netty, and the only package that sees its types. Users take {@link
 * io.jackfield.signaling.transport.netty.NettyTransport} at the wiring and nothing else from here.
 *
 * <p>Threads: a channel's state is touched on its event loop only; what other threads may read is
 * volatile or atomic. Files are read on the engine's own small pool. RFC 6455, RFC 7118, RFC 9110,
 * RFC 9112.
 */
package io.jackfield.signaling.transport.netty;
