package io.jackfield.signaling.api.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.testing.ApiWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The documents in docs/api and the types of the JavaScript client are those the tables make. After
 * a change of the tables write them anew: {@code mvn -pl signaling/api -am test
 * -Dtest=ApiDocumentsTest -Dsurefire.failIfNoSpecifiedTests=false -Djackfield.docs.write=true}.
 */
class ApiDocumentsTest {

  private static final Path ROOT = Path.of("..", "..");

  private final ApiDescription api = new ApiWorld().server.description();

  @Test
  void theDocumentsInTheTreeAreThoseOfTheTables() throws IOException {
    for (Map.Entry<String, String> file : api.files().entrySet()) {
      Path path = ROOT.resolve(file.getKey());
      if (Boolean.getBoolean("jackfield.docs.write")) {
        Files.writeString(path, file.getValue());
      }
      assertEquals(
          file.getValue(),
          Files.exists(path) ? Files.readString(path) : "",
          path + " is not what the tables say; see this test's comment");
    }
  }

  @Test
  void everyFieldAndMemberIsDescribed() {
    List<String> silent = new ArrayList<>();
    for (Command command : api.commands()) {
      silent(command.path(), command.fields(), silent);
      silent(command.path() + " reply", command.reply(), silent);
    }
    api.requests().forEach(r -> silent(r.path(), r.data(), silent));
    api.requests().forEach(r -> silent(r.path() + " reply", r.reply(), silent));
    api.events().forEach(e -> silent("event " + e.path(), e.body(), silent));
    assertEquals(List.of(), silent, "without a description");
  }

  private static void silent(String where, Shape shape, List<String> silent) {
    silent(where, shape.members(), silent);
  }

  private static void silent(String where, List<Field> fields, List<String> silent) {
    fields.stream()
        .filter(f -> f.description().isBlank())
        .forEach(f -> silent.add(where + " " + f.name()));
  }

  @Test
  void noErrorIsNamedTwice() {
    for (Command command : api.commands()) {
      assertEquals(command.errors().stream().distinct().toList(), command.errors(), command.path());
      assertTrue(
          command.errors().stream().noneMatch(ApiDescription.GENERAL_ERRORS::contains),
          () -> command.path() + " names a general error");
    }
  }

  @Test
  void namesOfEventsAndRequestsAreUnique() {
    List<String> events = api.events().stream().map(e -> e.path()).toList();
    assertEquals(events.stream().distinct().toList(), events);
    List<String> requests = api.requests().stream().map(r -> r.path()).toList();
    assertEquals(requests.stream().distinct().toList(), requests);
  }
}
