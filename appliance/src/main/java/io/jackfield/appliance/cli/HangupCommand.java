package io.jackfield.appliance.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jackfield hangup}. */
@Command(name = "hangup", description = "Ends a call.")
final class HangupCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ControlOptions control;

  @Parameters(index = "0", paramLabel = "CALL", description = "The call's id.")
  private String call;

  @Override
  public Integer call() {
    CommandLine typed = spec.commandLine();
    return control.ask(
        Map.of("ask", "hangup", "call_id", call),
        answer -> typed.getOut().println("call " + call + " is over"),
        typed.getOut(),
        typed.getErr());
  }
}
