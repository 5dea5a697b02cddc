package io.jackfield.media.janus.record;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns recordings of Janus into files that players know. */
public final class Conversions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Conversions.class);
  private static final String PROGRAM = "janus-pp-rec";

  /** An hour of video takes seconds. */
  private static final long MINUTES = 5;

  private static final int MAX_WAITING = 1000;

  private final Optional<Path> program;
  private final ThreadPoolExecutor worker;

  private Conversions(Optional<Path> program, String name) {
    this.program = program;
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            task -> {
              Thread thread = new Thread(task, "janus-recordings-" + name);
              thread.setDaemon(true);
              return thread;
            });
    worker.allowCoreThreadTimeOut(true);
  }

  /**
   * With the {@code janus-pp-rec} of the path, if there is one.
   *
   * @param name for the thread
   */
  public static Conversions installed(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Optional<Path> found =
        Stream.of(path.split(File.pathSeparator))
            .filter(dir -> !dir.isEmpty())
            .map(dir -> Path.of(dir, PROGRAM))
            .filter(Files::isExecutable)
            .findFirst();
    return new Conversions(found, name);
  }

  /**
   * Converts the files of a recording that has ended; they stay, the new ones are beside them.
   *
   * @param base path without extension, as Janus was told
   * @return the new files; none where the program or the recording is not on this machine, or where
   *     nothing came to be recorded
   */
  public CompletionStage<List<Path>> convert(Path base) {
    if (program.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    try {
      return CompletableFuture.supplyAsync(() -> all(program.get(), base), worker);
    } catch (RejectedExecutionException e) {
      LOG.warn("recording {} is not converted: too many are waiting", base);
      return CompletableFuture.completedFuture(List.of());
    }
  }

  private static List<Path> all(Path program, Path base) {
    List<Path> made = new ArrayList<>();
    Path folder = base.toAbsolutePath().getParent();
    String prefix = base.getFileName() + "-";
    if (!Files.isDirectory(folder)) {
      return made;
    }
    // The name is compared, not matched: it may hold what a pattern would read otherwise.
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, f -> mine(f.getFileName().toString(), prefix))) {
      for (Path recording : files) {
        one(program, recording).ifPresent(made::add);
      }
    } catch (IOException e) {
      LOG.warn("recording {} is not converted: {}", base, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    made.sort(null);
    return made;
  }

  private static boolean mine(String name, String prefix) {
    return name.startsWith(prefix) && name.endsWith(".mjr");
  }

  private static Optional<Path> one(Path program, Path recording)
      throws IOException, InterruptedException {
    Optional<String> extension = MjrFile.playableAs(recording);
    if (extension.isEmpty()) {
      return Optional.empty();
    }
    String name = recording.getFileName().toString();
    Path target = recording.resolveSibling(name.substring(0, name.length() - 3) + extension.get());
    Process process =
        new ProcessBuilder(program.toString(), "-d", "0", recording.toString(), target.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      boolean over = process.waitFor(MINUTES, TimeUnit.MINUTES);
      if (over && process.exitValue() == 0 && Files.exists(target)) {
        return Optional.of(target);
      }
      LOG.warn("{} made nothing of {}", PROGRAM, recording);
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Takes no more; what is waiting is still done. */
  @Override
  public void close() {
    worker.shutdown();
  }
}
