package io.jackfield.signaling.api.command;

/**
 * Who a connection is after its login.
 *
 * @param connection the connection's id, {@code session_id} of the login
 * @param user user name
 * @param role what it may do
 */
public record Identity(String connection, String user, Role role) {}
