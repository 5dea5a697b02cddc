package io.jackfield.appliance.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jackfield status}. */
@Command(
    name = "status",
    description = "Tells whether the gateway takes calls, and what goes on in its services.")
final class StatusCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of("service", "calls", "sessions", "rooms", "api_connections", "registrations");

  @Spec private CommandSpec spec;
  @Mixin private ControlOptions control;

  @Override
  public Integer call() {
    CommandLine typed = spec.commandLine();
    return control.ask(
        Map.of("ask", "status"),
        answer -> print(answer, typed.getOut()),
        typed.getOut(),
        typed.getErr());
  }

  /** Prints an answer to {@code status} or {@code drain}. */
  static void print(Object answer, PrintWriter out) {
    Map<?, ?> status = (Map<?, ?>) answer;
    boolean ready = Boolean.TRUE.equals(status.get("ready"));
    out.println((ready ? "ready" : "not ready") + ", process " + status.get("pid"));
    for (Object reason : (List<?>) status.get("reasons")) {
      out.println("  " + reason);
    }
    out.println();
    Table.print(COLUMNS, status.get("services"), out);
  }
}
