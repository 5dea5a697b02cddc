package io.jackfield.bench.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A temporary folder of one benchmark; kept if the benchmark fails, for its logs. */
public final class Workspace {

  private final Path folder;

  private Workspace(Path folder) {
    this.folder = folder;
  }

  /** Makes one. */
  public static Workspace create() throws IOException {
    return new Workspace(Files.createTempDirectory("jackfield-bench-"));
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /**
   * Writes a resource with {@code @NAME@} replaced by values.
   *
   * @return the file, named as the resource
   */
  public Path template(Class<?> beside, String resource, Map<String, ?> values) throws IOException {
    String text;
    try (InputStream in = beside.getResourceAsStream(resource)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, ?> value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", String.valueOf(value.getValue()));
    }
    Path file = folder.resolve(resource);
    Files.writeString(file, text);
    return file;
  }

  /** Removes it. */
  public void delete() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
