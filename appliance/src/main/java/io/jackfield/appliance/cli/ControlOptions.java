package io.jackfield.appliance.cli;

import io.jackfield.appliance.config.ConfigException;
import io.jackfield.appliance.control.ControlClient;
import io.jackfield.signaling.transport.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that asks the running gateway. */
final class ControlOptions {

  @Mixin private ConfigOptions config;

  @Option(
      names = "--socket",
      paramLabel = "FILE",
      description = "The gateway's control socket; by default that of the configuration.")
  private Optional<Path> socket = Optional.empty();

  @Option(names = "--json", description = "Prints JSON, for scripts.")
  private boolean json;

  /**
   * Asks and prints.
   *
   * @param question {@code ask} with what it needs
   * @param table prints the answer for people
   * @param out where to
   * @param err where failures go
   * @return the exit code
   */
  int ask(Map<String, Object> question, Consumer<Object> table, PrintWriter out, PrintWriter err) {
    try {
      Optional<Path> at =
          socket.isPresent()
              ? socket
              : config.load(Optional.empty(), System.getenv()).node().controlSocket();
      if (at.isEmpty()) {
        err.println("jackfield: node.control_socket is \"none\"");
        return 2;
      }
      Object answer = ControlClient.ask(at.get(), question);
      if (json) {
        out.print(JsonWriter.indented(answer));
      } else {
        table.accept(answer);
      }
      out.flush();
      return 0;
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return 2;
    } catch (IOException e) {
      err.println("jackfield: " + e.getMessage());
      return 1;
    }
  }
}
