package io.jackfield.signaling.api.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.api.envelope.Message;
import io.jackfield.signaling.api.envelope.MessageReader;
import io.jackfield.signaling.api.testing.ApiWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/api/README.md names the commands of the table, no more and no less, and its samples hold.
 */
class ApiDocsTest {

  private static final Path DOCS = Path.of("..", "..", "docs", "api", "README.md");
  private static final Pattern NAMED = Pattern.compile("`((?:core|media)/[a-z_/]+)`(?=[^|]*\\|)");

  private final CommandTable table = new ApiWorld().server.commands();

  @Test
  void everyCommandIsNamedAndNoOther() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCS).stream()
            .filter(line -> line.startsWith("| `core/") || line.startsWith("| `media/"))
            .toList();
    TreeSet<String> named = new TreeSet<>();
    for (String row : rows) {
      Matcher names = NAMED.matcher(row.substring(0, row.indexOf('|', 1) + 1));
      while (names.find()) {
        named.add(names.group(1));
      }
    }
    TreeSet<String> real = new TreeSet<>();
    table.commands().forEach(c -> real.add(c.path().replace("core/core/", "core/")));
    assertEquals(real, named);
  }

  @Test
  void theSamplesAreMessagesThatTheTableAccepts() throws IOException {
    int requests = 0;
    for (String line : Files.readAllLines(DOCS)) {
      if (!line.startsWith("{\"")) {
        continue;
      }
      Message message = assertDoesNotThrow(() -> MessageReader.read(line), line);
      if (message instanceof Message.Request request && !request.cmd().equals("invite")) {
        Values values = Validation.check(table.find(request), request.data());
        assertEquals(List.of(), values.unknown(), line);
        requests++;
      }
    }
    assertTrue(requests >= 6, "requests in the samples");
  }
}
