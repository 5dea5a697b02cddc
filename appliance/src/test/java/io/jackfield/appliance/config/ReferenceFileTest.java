package io.jackfield.appliance.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.appliance.config.ConfigValue.Mapping;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The reference file and the code say the same. */
class ReferenceFileTest {

  @Test
  void everyKeyStandsWithItsDefault() throws Exception {
    Config defaults = new ConfigLoader().load();
    Config reference = new ConfigLoader().text("jackfield.yaml", ConfigLoader.reference()).load();
    // Services hide their secrets when printed, so they are compared part by part.
    assertEquals(defaults.node(), reference.node());
    assertEquals(defaults.http(), reference.http());
    assertEquals(defaults.tls(), reference.tls());
    assertEquals(defaults.media(), reference.media());
    assertEquals(defaults.log(), reference.log());
    assertEquals(defaults.core(), reference.core());
    assertEquals(defaults.services(), reference.services());
  }

  @Test
  void everyKeyOfTheCodeStandsInTheFile() throws Exception {
    Set<String> written = new TreeSet<>();
    collect("", YamlSource.parse("jackfield.yaml", ConfigLoader.reference()), written);
    assertEquals(ConfigLoader.knownKeys(), written);
  }

  private static void collect(String path, Mapping mapping, Set<String> keys) {
    mapping
        .values()
        .forEach(
            (key, value) -> {
              String name = path.isEmpty() ? key : path + "." + key;
              boolean service = path.equals("services");
              if (!service) {
                keys.add(name);
              }
              if (value instanceof Mapping inner) {
                collect(service ? "services.*" : name, inner, keys);
              }
            });
  }
}
