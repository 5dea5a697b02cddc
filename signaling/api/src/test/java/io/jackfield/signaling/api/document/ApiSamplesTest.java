package io.jackfield.signaling.api.document;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.api.command.CommandTable;
import io.jackfield.signaling.api.command.Validation;
import io.jackfield.signaling.api.command.Values;
import io.jackfield.signaling.api.envelope.Message;
import io.jackfield.signaling.api.envelope.MessageReader;
import io.jackfield.signaling.api.testing.ApiWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The samples of docs/api/README.md hold. */
class ApiSamplesTest {

  private static final Path DOCS = Path.of("..", "..", "docs", "api", "README.md");
  private final CommandTable table = new ApiWorld().server.commands();

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
