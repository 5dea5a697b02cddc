package io.jackfield.bench.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process of ours, ended when closed and at the latest when the benchmark ends. */
public final class Child implements AutoCloseable {

  private static final int TAIL = 3000;

  private final String name;
  private final Path log;
  private final Process process;
  private final Thread atExit;

  private Child(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.atExit = new Thread(this::kill, "end-" + name);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a program.
   *
   * @param folder its working directory; its output goes to {@code <name>.log} in it
   * @throws IOException if it cannot be started
   */
  public static Child start(
      String name, Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Child(name, log, process);
  }

  /** Its process and those it has started. */
  public List<Long> pids() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  /** The process it was started as. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Fails with the end of its output if it has ended. */
  public void mustLive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          name + " ended with status " + process.exitValue() + "\n" + output());
    }
  }

  /**
   * Waits for its end.
   *
   * @return its exit status
   * @throws TimeoutException if it goes on
   */
  public int await(Duration limit) throws InterruptedException, TimeoutException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException(name + " goes on after " + limit + "\n" + output());
    }
    return process.exitValue();
  }

  /** The last of what it printed. */
  public String output() {
    try {
      String all = Files.readString(log, StandardCharsets.ISO_8859_1);
      return all.substring(Math.max(0, all.length() - TAIL));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end, and makes it after ten seconds. */
  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void kill() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    started.forEach(ProcessHandle::destroy);
  }
}
