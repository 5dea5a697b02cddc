/**
 * Event channels: who has subscribed to which, what clients broadcast, and the two channels the
 * gateway feeds itself from the calls of the service: {@code presence} of its users and the list of
 * {@code calls}. Sees nothing of sockets and dialogs.
 *
 * <p>Thread rule: any thread; tables are concurrent, the call list lives on one owner.
 */
package io.jackfield.signaling.verto.event;
