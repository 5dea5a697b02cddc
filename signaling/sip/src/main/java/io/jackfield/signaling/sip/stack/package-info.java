/**
 * JAIN-SIP's transactions on the gateway's own transports: flows, framing, the border that looks at
 * every message before the stack does, timers, and the dispatch by Call-ID.
 *
 * <p>Threads: everything that belongs to one Call-ID runs on one {@link
 * io.jackfield.signaling.transport.connection.Loop}, chosen by its hash: messages, timers and what
 * the legs ask for. So the stack's own locks are never contended, and nothing here blocks.
 *
 * <p>RFC 3261 sections 7, 17 and 18, RFC 3581 (rport), RFC 5626 section 3.5.1 (CRLF keep-alive),
 * RFC 7118 (WebSocket).
 */
package io.jackfield.signaling.sip.stack;
