package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.CommandTable;
import java.util.function.Consumer;

/**
 * What all connections of a service share.
 *
 * @param service the service
 * @param options timers and limits
 * @param table the commands
 * @param gate last look at events
 * @param gone told once when a connection that was logged in has closed, on its loop
 * @param counters counters
 */
public record ConnectionContext(
    Service service,
    ConnectionOptions options,
    CommandTable table,
    EventGate gate,
    Consumer<Client> gone,
    Counters counters) {}
