package io.jackfield.signaling.verto.connection;

import io.jackfield.gateway.id.IdSource;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What all sockets share.
 *
 * @param door who may come in
 * @param options timers and limits
 * @param counters counters
 * @param ids makes {@code sessid}s for clients that bring none
 * @param nanoTime a clock that only moves forward
 * @param clock wall clock
 */
public record ConnectionContext(
    Door door,
    ConnectionOptions options,
    Counters counters,
    IdSource ids,
    LongSupplier nanoTime,
    InstantSource clock) {}
