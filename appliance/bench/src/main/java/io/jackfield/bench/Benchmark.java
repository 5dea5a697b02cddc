package io.jackfield.bench;

import java.util.List;

/** One benchmark of {@code ./bench}. */
public interface Benchmark {

  /** What it is called on the command line. */
  String name();

  /** One line about what it measures. */
  String summary();

  /**
   * Measures and prints.
   *
   * @param options what followed the name on the command line
   * @throws Exception if it could not measure; the message says why
   */
  void run(List<String> options) throws Exception;
}
