package io.jackfield.signaling.api.core;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What clients log, in the gateway's own log: one line an entry, bounded, without control
 * characters, so that nobody can forge a line of ours.
 */
public final class GatewayLog implements LogSink {

  private static final Logger log = LoggerFactory.getLogger(GatewayLog.class);
  private static final int LONGEST = 2_000;

  @Override
  public void accept(LogEntry entry) {
    log.atLevel(level(entry.level())).log(() -> line(entry));
  }

  /** RFC 5424 severities: up to 3 an error, 4 a warning, 5 and 6 information, 7 debugging. */
  private static Level level(int severity) {
    if (severity <= 3) {
      return Level.ERROR;
    }
    return severity == 4 ? Level.WARN : severity == 7 ? Level.DEBUG : Level.INFO;
  }

  static String line(LogEntry entry) {
    StringBuilder line = new StringBuilder(160);
    line.append("service=").append(clean(entry.service()));
    line.append(" user=").append(clean(entry.user()));
    line.append(" session=").append(clean(entry.connection()));
    line.append(" source=").append(clean(entry.source()));
    line.append(": ").append(clean(entry.message()));
    entry.fullMessage().ifPresent(text -> line.append(" | ").append(clean(text)));
    if (!entry.meta().isEmpty()) {
      line.append(" | ").append(clean(entry.meta().toString()));
    }
    return line.toString();
  }

  private static String clean(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    StringBuilder out = new StringBuilder(shown.length());
    shown
        .codePoints()
        .forEach(
            c ->
                out.appendCodePoint(
                    switch (Character.getType(c)) {
                      case Character.CONTROL,
                          Character.FORMAT,
                          Character.LINE_SEPARATOR,
                          Character.PARAGRAPH_SEPARATOR,
                          Character.SURROGATE ->
                          '?';
                      default -> c;
                    }));
    return out.toString();
  }
}
