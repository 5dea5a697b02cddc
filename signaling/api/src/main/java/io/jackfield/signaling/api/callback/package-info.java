/**
 * Callbacks: hooks of a service that clients hold (core-commands.md, "callback"). A question
 * becomes a request to the client, its response the answer.
 *
 * <p>Thread rule: commands run on their client's loop; questions come from any thread and are
 * handed over to the loop of the client that is asked.
 */
package io.jackfield.signaling.api.callback;
