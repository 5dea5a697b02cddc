package io.jackfield.appliance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JackfieldCommandTest {

  @TempDir Path folder;

  private int check(String yaml) throws Exception {
    Path file = folder.resolve("jackfield.yaml");
    Files.writeString(file, yaml);
    return JackfieldCommand.execute("check", "--config", file.toString());
  }

  @Test
  void goodConfigurationEndsWith0() throws Exception {
    assertEquals(0, check("node: {event_loops: 2}"));
  }

  @Test
  void badConfigurationEndsWith2() throws Exception {
    assertEquals(2, check("node: {event_lops: 2}"));
  }

  @Test
  void missingFileEndsWith2() {
    assertEquals(2, JackfieldCommand.execute("check", "--config", folder.resolve("no").toString()));
  }

  @Test
  void wrongUsageEndsWith2() {
    assertEquals(2, JackfieldCommand.execute("run", "--engine", "none-such"));
    assertEquals(2, JackfieldCommand.execute("fly"));
    assertEquals(2, JackfieldCommand.execute());
  }
}
