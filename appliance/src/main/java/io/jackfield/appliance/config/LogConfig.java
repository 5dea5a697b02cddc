package io.jackfield.appliance.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The log.
 *
 * @param level the least severe that is written
 * @param format how a line looks
 * @param file a file that gets everything, the terminal then warnings alone; empty for standard
 *     output
 */
public record LogConfig(Level level, Format format, Optional<Path> file) {

  /** Severity. */
  public enum Level {
    /** What cannot go on. */
    ERROR,
    /** What needs a look. */
    WARN,
    /** What happens: one line a transition. */
    INFO,
    /** What helps to find a fault. */
    DEBUG,
    /** Everything, messages included. */
    TRACE
  }

  /** Shape of a line. */
  public enum Format {
    /** For people and journald. */
    TEXT,
    /** One JSON object a line. */
    JSON
  }

  static LogConfig read(Section section) {
    try (section) {
      return new LogConfig(
          section.choice("level", Level.class, Level.INFO),
          section.choice("format", Format.class, Format.TEXT),
          section.text("file").map(Path::of));
    }
  }
}
