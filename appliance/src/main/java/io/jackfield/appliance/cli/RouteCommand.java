package io.jackfield.appliance.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jackfield route}. */
@Command(
    name = "route",
    description = "What the routes of a service do.",
    subcommands = RouteTestCommand.class)
final class RouteCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "route what? test");
  }
}
