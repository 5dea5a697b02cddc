/**
 * Listeners of a service (protocol.md, "Transports"): how they are written, and opening and
 * replacing them while the service runs.
 *
 * <p>Thread rule: values are immutable; {@link io.jackfield.signaling.api.listen.ApiListeners} is
 * used by one caller at a time.
 */
package io.jackfield.signaling.api.listen;
