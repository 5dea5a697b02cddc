package io.jackfield.appliance.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed while services are updated has the old or the new configuration. */
class KillTest {

  private static final int KILLS = 3;
  private static final int FIRST = 10;

  @TempDir Path folder;

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            GatewayProcess.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static ApiLine root(Process gateway) throws Exception {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(gateway.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith("core at ")) {
      line = out.readLine();
    }
    return new ApiLine(line.substring("core at ".length())).login("root", "rootpw");
  }

  /** Three options that are always changed together. */
  private static Map<String, Object> change(int number) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("service", "victim");
    data.put("ring_timeout", number % 100 + 1);
    data.put("wait_timeout", number);
    data.put("sip_domain", "d" + number + ".example");
    return data;
  }

  @Test
  void anUpdateIsWholeOrNotThere() throws Exception {
    Random random = new Random(9);
    int kept = FIRST;
    for (int kill = 0; kill <= KILLS; kill++) {
      Process gateway = start();
      try (ApiLine root = root(gateway)) {
        if (kill == 0) {
          Map<String, Object> first = change(FIRST);
          first.remove("service");
          first.put("name", "victim");
          root.ok("core/service/create", first);
        } else {
          Map<String, Object> view = root.ok("core/service/get", Map.of("service", "victim"));
          int number = ((Number) view.get("wait_timeout")).intValue();
          assertTrue(number == kept || number == kept + 1, number + " after " + kept);
          change(number)
              .forEach(
                  (option, value) -> assertEquals(text(value), text(view.get(option)), option));
          kept = number;
        }
        int changes = 20 + random.nextInt(60);
        for (int i = 0; i < changes; i++) {
          root.ok("core/service/update", change(++kept));
        }
        // Under way, and never answered.
        root.send("core/service/update", change(kept + 1));
        gateway.toHandle().destroyForcibly();
        assertTrue(gateway.waitFor(20, TimeUnit.SECONDS));
      } finally {
        gateway.destroyForcibly();
      }
    }
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }
}
