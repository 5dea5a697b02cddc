package io.jackfield.signaling.api.core;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a client wants logged (core-commands.md, {@code log}).
 *
 * @param time when it came
 * @param source host or application
 * @param message short message
 * @param fullMessage long message
 * @param level syslog severity (RFC 5424 section 6.2.1), 1 to 7
 * @param meta other fields
 * @param user who logs
 * @param connection by which connection
 * @param service of which service
 */
public record LogEntry(
    Instant time,
    String source,
    String message,
    Optional<String> fullMessage,
    int level,
    Map<String, Object> meta,
    String user,
    String connection,
    String service) {

  /** Copies the map, keeping its order. */
  public LogEntry {
    meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
  }
}
