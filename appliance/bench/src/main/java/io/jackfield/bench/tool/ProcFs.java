package io.jackfield.bench.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** What the kernel counts for processes. */
public final class ProcFs {

  /** USER_HZ, which Linux has fixed for programs. */
  private static final int MILLIS_A_TICK = 10;

  private ProcFs() {}

  /** User and system time of all threads, in ms. */
  public static long cpuMillis(Collection<Long> pids) {
    return pids.stream().mapToLong(ProcFs::cpuMillis).sum();
  }

  private static long cpuMillis(long pid) {
    String stat = read(pid, "stat");
    // The second field is the program's name in parentheses and may hold spaces: proc(5).
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_A_TICK;
  }

  /** Proportional share of the memory of all these processes, in MB. */
  public static double pssMegabytes(Collection<Long> pids) {
    return pids.stream().mapToLong(pid -> rollup(pid, "Pss:")).sum() / 1024.0;
  }

  /** Resident memory of all these processes, pages they share counted for each, in MB. */
  public static double rssMegabytes(Collection<Long> pids) {
    return pids.stream().mapToLong(pid -> rollup(pid, "Rss:")).sum() / 1024.0;
  }

  private static long rollup(long pid, String key) {
    return read(pid, "smaps_rollup")
        .lines()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
