package io.jackfield.appliance.config;

import java.util.Objects;

/**
 * Where a value was written.
 *
 * @param source file name, or the name of the environment variable
 * @param line line in that file, 1 for the first; 0 where there are no lines
 */
public record Position(String source, int line) {

  /** Refuses a missing source. */
  public Position {
    Objects.requireNonNull(source);
  }

  @Override
  public String toString() {
    return line > 0 ? source + ":" + line : source;
  }
}
