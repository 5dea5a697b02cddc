package io.jackfield.appliance.cli;

import io.jackfield.signaling.transport.json.JsonWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jackfield show}. */
@Command(
    name = "show",
    description = "Shows a call that goes on: its parties, descriptions and media statistics.")
final class ShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ControlOptions control;

  @Parameters(index = "0", paramLabel = "CALL", description = "The call's id.")
  private String call;

  @Override
  public Integer call() {
    CommandLine typed = spec.commandLine();
    return control.ask(
        Map.of("ask", "call", "call_id", call),
        answer -> typed.getOut().print(JsonWriter.indented(answer)),
        typed.getOut(),
        typed.getErr());
  }
}
