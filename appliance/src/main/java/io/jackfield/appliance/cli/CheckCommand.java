package io.jackfield.appliance.cli;

import io.jackfield.appliance.config.ConfigException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jackfield check}. */
@Command(name = "check", description = "Validates the configuration without starting anything.")
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;

  @Override
  public Integer call() {
    try {
      options.load(Optional.empty(), System.getenv());
      spec.commandLine().getOut().println("The configuration is good.");
      return 0;
    } catch (ConfigException e) {
      PrintWriter err = spec.commandLine().getErr();
      e.problems().forEach(err::println);
      return 2;
    }
  }
}
