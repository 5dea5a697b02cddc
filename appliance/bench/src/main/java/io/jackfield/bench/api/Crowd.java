package io.jackfield.bench.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Idle connections of a process of their own, since a process may not have enough open files for
 * several crowds.
 */
final class Crowd implements AutoCloseable {

  private final Process process;
  private final PrintStream orders;
  private final BufferedReader said;

  /** Starts one without members. */
  Crowd(String address) throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx2g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CrowdProcess.class.getName(),
                    address))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Lets it grow to so many, all logged in. */
  void grow(int members) throws IOException {
    orders.println(members);
    String answer = said.readLine();
    if (!("open " + members).equals(answer)) {
      throw new IllegalStateException("the crowd of " + members + " says " + answer);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
