package io.jackfield.appliance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.appliance.config.Adjustments;
import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.config.ConfigLoader;
import io.jackfield.appliance.config.UserConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

  @TempDir Path folder;

  private static Config config(Demo demo) throws Exception {
    Config config = new ConfigLoader().text("demo", demo.configuration()).load();
    return new Adjustments(100, Adjustments.Reach.LOOPBACK).apply(config);
  }

  @Test
  void configurationHasTheDemoUsersWithPasswordsOfTheirOwn() throws Exception {
    Config config = config(Demo.in(folder));
    List<UserConfig> users = config.defaultService().users();
    assertEquals(
        List.of("1000", "1001", "1002", "1003"), users.stream().map(UserConfig::user).toList());
    assertEquals(4, users.stream().map(UserConfig::password).distinct().count());
    assertTrue(
        config.defaultService().routes().get(0).number().orElseThrow().matcher("9196").matches());
    assertTrue(
        config.defaultService().routes().get(1).number().orElseThrow().matcher("3000").matches());
  }

  @Test
  void passwordsSurviveARestart() throws Exception {
    List<UserConfig> first = config(Demo.in(folder)).defaultService().users();
    List<UserConfig> second = config(Demo.in(folder)).defaultService().users();
    assertEquals(first, second);
  }

  @Test
  void announcesToPeopleAndScripts() throws Exception {
    Demo demo = Demo.in(folder);
    Config config = config(demo);
    StringWriter terminal = new StringWriter();

    demo.announce(config, Duration.ofMillis(1840), new PrintWriter(terminal));

    String password = config.defaultService().users().get(0).password();
    String page = terminal.toString();
    assertTrue(page.contains("Jackfield is ready (1.8 s)."), page);
    assertTrue(page.contains("http://localhost:8180/phone/"), page);
    assertTrue(page.contains(password), page);
    Path file = folder.toRealPath().resolve("demo.json");
    String json = Files.readString(file);
    assertTrue(json.contains("\"sip_ws\" : \"ws://localhost:8180/sip\""), json);
    assertTrue(json.contains("\"port\" : 5160"), json);
    assertTrue(json.contains(password), json);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));

    demo.withdraw();
    assertFalse(Files.exists(file));
  }

  @Test
  void fileOfAnotherProcessStays() throws Exception {
    Demo demo = Demo.in(folder);
    Path file = folder.toRealPath().resolve("demo.json");
    Files.writeString(file, "{\"pid\" : 1}");
    demo.withdraw();
    assertTrue(Files.exists(file));
  }
}
