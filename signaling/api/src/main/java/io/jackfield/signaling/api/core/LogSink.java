package io.jackfield.signaling.api.core;

/** Takes what clients log. */
@FunctionalInterface
public interface LogSink {

  /**
   * Takes an entry; whether it arrives anywhere is not told. Any thread; must not block.
   *
   * @param entry the entry
   */
  void accept(LogEntry entry);
}
