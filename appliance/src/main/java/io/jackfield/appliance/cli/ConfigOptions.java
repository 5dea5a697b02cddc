package io.jackfield.appliance.cli;

import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.config.ConfigException;
import io.jackfield.appliance.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that reads the configuration. */
final class ConfigOptions {

  private static final Path STANDARD = Path.of("/etc/jackfield/jackfield.yaml");

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration file; default /etc/jackfield/jackfield.yaml if it is there.")
  private Path file;

  /**
   * Reads everything.
   *
   * @param below YAML text the files are laid over, empty for none
   * @throws ConfigException with every mistake
   */
  Config load(Optional<String> below, Map<String, String> environment) throws ConfigException {
    ConfigLoader loader = new ConfigLoader();
    if (below.isPresent()) {
      loader.text("demo", below.get());
    }
    if (file != null) {
      loader.file(file);
    } else if (below.isEmpty() && Files.exists(STANDARD)) {
      loader.file(STANDARD);
    }
    return loader.environment(environment).load();
  }
}
