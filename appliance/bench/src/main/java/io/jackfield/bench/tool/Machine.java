package io.jackfield.bench.tool;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Where and when something was measured. */
public final class Machine {

  private Machine() {}

  /** Processors, how busy they are already, Java and the time: a line above every result. */
  public static String describe() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%d processors (%s), load average %.1f before we began, Java %s, %s",
        system.getAvailableProcessors(),
        system.getArch(),
        system.getSystemLoadAverage(),
        Runtime.version(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
