/**
 * Events and subscriptions in the words of the API (events.md).
 *
 * <p>Thread rule: stateless; any thread.
 */
package io.jackfield.signaling.api.event;
