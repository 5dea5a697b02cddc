package io.jackfield.bench;

import io.jackfield.bench.api.ApiBenchmark;
import io.jackfield.bench.media.MediaBenchmark;
import io.jackfield.bench.relay.RelayBenchmark;
import io.jackfield.bench.sip.SipBenchmark;
import io.jackfield.bench.start.StartBenchmark;
import io.jackfield.bench.tool.Machine;
import java.util.Arrays;
import java.util.List;

/** The entry of {@code ./bench}. */
public final class Main {

  /** Every benchmark there is, in the order of the help text. */
  private static final List<Benchmark> ALL =
      List.of(
          new ApiBenchmark(),
          new RelayBenchmark(),
          new MediaBenchmark(),
          new SipBenchmark(),
          new StartBenchmark());

  private Main() {}

  /** Runs the benchmark that the first argument names. */
  public static void main(String[] arguments) throws Exception {
    List<String> words = Arrays.asList(arguments);
    for (Benchmark benchmark : ALL) {
      if (!words.isEmpty() && benchmark.name().equals(words.get(0))) {
        System.out.println(Machine.describe());
        benchmark.run(words.subList(1, words.size()));
        return;
      }
    }
    System.err.println("usage: ./bench NAME [options]");
    ALL.forEach(one -> System.err.printf("  %-8s %s%n", one.name(), one.summary()));
    System.exit(words.isEmpty() || words.get(0).endsWith("-help") ? 0 : 2);
  }
}
