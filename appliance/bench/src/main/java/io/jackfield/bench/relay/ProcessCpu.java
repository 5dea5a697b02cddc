package io.jackfield.bench.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of a process, user and system, as Linux accounts it. */
final class ProcessCpu {

  /** Ticks a second of /proc; the same on every Linux that runs Java. */
  private static final int HERTZ = 100;

  private ProcessCpu() {}

  /** Microseconds used since the process began. */
  static double micros(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The name in parentheses may hold spaces; utime and stime are fields 14 and 15.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * (1e6 / HERTZ);
  }
}
