package io.jackfield.gateway.session;

import java.util.Optional;

/**
 * The connection a session or call belongs to; when it closes, they stop.
 *
 * @param connection connection id
 * @param user user logged in on it
 */
public record SessionOwner(String connection, Optional<String> user) {}
