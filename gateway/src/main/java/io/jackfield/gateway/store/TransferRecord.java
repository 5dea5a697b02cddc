package io.jackfield.gateway.store;

import java.time.Instant;

/**
 * One transfer within a call, for its record.
 *
 * @param at when it was asked for
 * @param by who left or wanted to: {@code caller}, {@code callee}
 * @param kind {@code blind}, {@code attended}, {@code replaced}
 * @param target to whom, as dialled or shown
 * @param outcome {@code done}, or the name of the reason why not
 */
public record TransferRecord(Instant at, String by, String kind, String target, String outcome) {}
