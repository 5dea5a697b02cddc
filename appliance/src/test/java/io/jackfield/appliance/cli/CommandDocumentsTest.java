package io.jackfield.appliance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * The manual page and the completion of the packages are made from the definitions of the commands:
 * after a change, run this with {@code -Djackfield.docs.write=true}.
 */
class CommandDocumentsTest {

  private static final Path FOLDER = Path.of("src/main/package");

  @Test
  void theManualPageIsThatOfTheCommands() throws IOException {
    same("man/jackfield.1", ManPage.of(commands()));
  }

  @Test
  void theCompletionIsThatOfTheCommands() throws IOException {
    String script = AutoComplete.bash("jackfield", commands());
    // It is sourced, never run: no interpreter line, as Debian asks.
    String sourced = script.substring(script.indexOf('\n') + 1).replaceAll("(?m)[ \\t]+$", "");
    same("completion/jackfield", sourced);
  }

  private static CommandLine commands() {
    return JackfieldCommand.commandLine();
  }

  private static void same(String name, String wanted) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("jackfield.docs.write")) {
      Files.writeString(file, wanted);
    }
    assertEquals(wanted, Files.readString(file));
  }
}
