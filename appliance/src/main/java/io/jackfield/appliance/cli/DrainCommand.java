package io.jackfield.appliance.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jackfield drain}. */
@Command(
    name = "drain",
    description = "Takes no new calls from now on; those that go on are left alone.")
final class DrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ControlOptions control;

  @Option(names = "--cancel", description = "Takes calls again.")
  private boolean cancel;

  @Override
  public Integer call() {
    CommandLine typed = spec.commandLine();
    return control.ask(
        Map.of("ask", "drain", "cancel", cancel),
        answer -> StatusCommand.print(answer, typed.getOut()),
        typed.getOut(),
        typed.getErr());
  }
}
