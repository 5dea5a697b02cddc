package io.jackfield.bench.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A main class of ours in a process of its own, so that its CPU time can be told apart. It prints
 * one line when it is ready and serves until its input ends.
 */
public final class JavaChild implements AutoCloseable {

  private final Process process;
  private final String line;

  private JavaChild(Process process, String line) {
    this.process = process;
    this.line = line;
  }

  /**
   * Starts a main class and waits until it is ready.
   *
   * @param main what to run, on our own class path
   * @param flags of the virtual machine
   * @param arguments of the main class
   * @throws IOException if it cannot be started, or ends without a line
   */
  public static JavaChild start(Class<?> main, List<String> flags, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String line =
        new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
            .readLine();
    if (line == null) {
      process.destroy();
      throw new IOException(main.getSimpleName() + " did not start");
    }
    return new JavaChild(process, line);
  }

  /** What it printed. */
  public String line() {
    return line;
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
