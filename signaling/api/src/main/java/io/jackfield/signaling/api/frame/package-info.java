/**
 * JSON texts on a byte stream (protocol.md, "Raw TCP"): a length prefix, or one object per line.
 *
 * <p>Thread rule: a reader belongs to its connection's loop.
 */
package io.jackfield.signaling.api.frame;
