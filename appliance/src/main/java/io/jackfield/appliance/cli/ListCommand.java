package io.jackfield.appliance.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands that list what the running gateway has: one each for calls, sessions, and so on. */
@Command
final class ListCommand implements Callable<Integer> {

  private final String word;
  private final List<String> columns;
  @Spec private CommandSpec spec;
  @Mixin private ControlOptions control;

  private ListCommand(String word, List<String> columns) {
    this.word = word;
    this.columns = columns;
  }

  /** Adds them all. */
  static void addTo(CommandLine all) {
    add(
        all,
        "calls",
        "Lists the calls that go on.",
        List.of(
            "service",
            "call_id",
            "state",
            "caller.number",
            "callee_name",
            "callee.number",
            "backend"));
    add(
        all,
        "sessions",
        "Lists media sessions.",
        List.of("service", "session_id", "type", "state", "backend", "call_id", "user_id"));
    add(all, "rooms", "Lists rooms.", List.of("service", "room_id", "class", "backend"));
    add(
        all,
        "users",
        "Lists connections of the External API that are logged in.",
        List.of("service", "user", "session_id", "role", "from"));
    add(
        all,
        "registrations",
        "Lists contacts registered by SIP.",
        List.of("service", "address", "contact", "transport", "expires", "reachable"));
    add(
        all,
        "trunks",
        "Lists trunks and whether calls can be sent there.",
        List.of("service", "trunk", "up", "registration", "calls", "addresses"));
    add(all, "engines", "Lists media engines.", List.of("backend", "engine", "ready", "legs"));
  }

  private static void add(CommandLine all, String word, String text, List<String> columns) {
    CommandLine command = new CommandLine(new ListCommand(word, columns));
    command.getCommandSpec().usageMessage().description(text);
    all.addSubcommand(word, command);
  }

  @Override
  public Integer call() {
    CommandLine typed = spec.commandLine();
    return control.ask(
        Map.of("ask", word),
        rows -> Table.print(columns, rows, typed.getOut()),
        typed.getOut(),
        typed.getErr());
  }
}
