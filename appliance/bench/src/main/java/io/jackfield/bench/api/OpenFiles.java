package io.jackfield.bench.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files a process may open. */
final class OpenFiles {

  private static final String LINE = "Max open files";

  /** What a process has open besides connections. */
  private static final int OTHERS = 500;

  private OpenFiles() {}

  /**
   * Fails unless a process may have so many connections.
   *
   * @throws IllegalStateException with the limit and what to do
   */
  static void check(int connections) throws IOException {
    String words =
        Files.readAllLines(Path.of("/proc/self/limits")).stream()
            .filter(line -> line.startsWith(LINE))
            .findFirst()
            .orElseThrow()
            .substring(LINE.length())
            .trim();
    // Soft, then hard; a JVM takes the hard one.
    String hard = words.split("\\s+")[1];
    int needed = connections + OTHERS;
    if (!hard.equals("unlimited") && Long.parseLong(hard) < needed) {
      throw new IllegalStateException(
          "%d connections need %d open files a process, and %s are allowed: as root \"ulimit -n %d\", or fewer with --connections"
              .formatted(connections, needed, hard, needed));
    }
  }
}
