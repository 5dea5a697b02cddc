/**
 * Calls: a caller's offer, the destinations behind a callee name, invites in parallel, the first
 * accept wins (media-call.md).
 *
 * <p>{@link io.jackfield.gateway.call.CallStep} is the pure step: (state, input, now) to (state,
 * effects). {@link io.jackfield.gateway.call.Calls} is what signalling modules call. Thread rule:
 * state belongs to the call's owner; {@code Calls} may be called from any thread.
 */
package io.jackfield.gateway.call;
