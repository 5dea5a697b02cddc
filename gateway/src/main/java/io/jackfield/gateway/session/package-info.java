/**
 * Media sessions: one negotiated leg each, with one offer, one answer, a type and an engine
 * (media-session.md).
 *
 * <p>{@link io.jackfield.gateway.session.SessionStep} is the pure step: (state, input) to (state,
 * effects). {@link io.jackfield.gateway.session.Sessions} is what signalling modules call. Thread
 * rule: state belongs to the session's owner; {@code Sessions} may be called from any thread. RFC
 * 3264, RFC 8838.
 */
package io.jackfield.gateway.session;
