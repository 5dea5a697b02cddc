/**
 * What a Verto client has in calls: its dialogs, kept by {@code sessid} beyond the life of a
 * socket. Turns requests into the gateway's signals and signals into requests to the client.
 *
 * <p>Thread rule: everything of one client happens on its owner, chosen by its {@code sessid};
 * requests and signals are handed over to it.
 */
package io.jackfield.signaling.verto.call;
