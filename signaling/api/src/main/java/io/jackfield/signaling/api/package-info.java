/**
 * External API: JSON over WebSocket (protocol.md). {@link io.jackfield.signaling.api.ApiServer} is
 * the entry.
 *
 * <p>Thread rule: each connection lives on its transport's loop; nothing blocks there. RFC 8259,
 * RFC 6455.
 */
package io.jackfield.signaling.api;
