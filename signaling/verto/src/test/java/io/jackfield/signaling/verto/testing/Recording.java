package io.jackfield.signaling.verto.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorded conversation with FreeSWITCH: one frame a line, {@code >>>} from the client, {@code
 * <<<} from the server.
 */
public record Recording(String name, List<Line> lines) {

  /** One frame. */
  public record Line(boolean fromClient, String text) {}

  /** Reads a file; comments and times are passed over. */
  public static Recording read(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(">>> ") || line.startsWith("<<< ")) {
        lines.add(new Line(line.startsWith(">"), line.substring(4)));
      }
    }
    return new Recording(file.getFileName().toString().replace(".txt", ""), lines);
  }
}
