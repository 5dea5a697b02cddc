/**
 * Local control of a running gateway by the commands of {@code jackfield}.
 *
 * <p>Owns the socket {@code node.control_socket}: one JSON object on a line from the command, one
 * back, then the end. Who may open the socket is an administrator: the file system says who that
 * is.
 *
 * <p>Threads: a connection has one of a few threads of its own and a deadline for all it does;
 * event loops are only asked.
 */
package io.jackfield.appliance.control;
