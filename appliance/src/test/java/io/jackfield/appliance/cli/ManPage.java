package io.jackfield.appliance.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes jackfield(1) from the definitions of the command line; see man-pages(7) and groff_man(7).
 */
final class ManPage {

  private static final List<String> FILES =
      List.of(
          "/etc/jackfield/jackfield.yaml, /etc/jackfield/conf.d/*.yaml",
          "The configuration; every key stands in /usr/share/doc/jackfield/jackfield.yaml.",
          "/etc/default/jackfield",
          "JACKFIELD_JAVA_OPTS and JACKFIELD_<PATH> for the service.",
          "/var/lib/jackfield",
          "Call records, services, registrations.");

  private final StringBuilder out = new StringBuilder();

  private ManPage() {}

  /** The page, in groff's man macros. */
  static String of(CommandLine command) {
    return new ManPage().page(command);
  }

  private String page(CommandLine command) {
    line(".TH JACKFIELD 1 \"\" Jackfield \"User commands\"");
    line(".SH NAME");
    line("jackfield \\- " + escaped(command.getCommandSpec().usageMessage().description()[0]));
    line(".SH SYNOPSIS");
    line(".B jackfield");
    line(".RI [ options ]");
    line(".I command");
    line(".RI [ arguments ]");
    line(".SH COMMANDS");
    for (CommandLine each : leaves(command)) {
      command(each.getCommandSpec());
    }
    line(".SH OPTIONS");
    options(command.getCommandSpec());
    line(".SH EXIT STATUS");
    for (Map.Entry<String, String> code :
        command.getCommandSpec().usageMessage().exitCodeList().entrySet()) {
      line(".TP");
      line(".B " + code.getKey());
      line(escaped(code.getValue()));
    }
    line(".SH FILES");
    for (int i = 0; i < FILES.size(); i += 2) {
      line(".TP");
      line(".I " + escaped(FILES.get(i)));
      line(escaped(FILES.get(i + 1)));
    }
    return out.toString();
  }

  private static List<CommandLine> leaves(CommandLine command) {
    List<CommandLine> leaves = new ArrayList<>();
    for (CommandLine each : command.getSubcommands().values()) {
      if (each.getCommandSpec().usageMessage().hidden()) {
        continue;
      }
      if (each.getSubcommands().isEmpty()) {
        leaves.add(each);
      } else {
        leaves.addAll(leaves(each));
      }
    }
    return leaves;
  }

  private void command(CommandSpec spec) {
    StringBuilder synopsis = new StringBuilder(spec.qualifiedName());
    boolean hasOptions = spec.options().stream().anyMatch(o -> !o.hidden() && !o.usageHelp());
    if (hasOptions) {
      synopsis.append(" [options]");
    }
    for (PositionalParamSpec each : spec.positionalParameters()) {
      String label = each.paramLabel();
      synopsis.append(' ').append(each.arity().min() == 0 ? "[" + label + "]" : label);
    }
    line(".SS \"" + escaped(synopsis.toString()) + "\"");
    for (String each : spec.usageMessage().description()) {
      line(escaped(each));
    }
    for (PositionalParamSpec each : spec.positionalParameters()) {
      argument(".I " + escaped(each.paramLabel()), each);
    }
    options(spec);
  }

  private void options(CommandSpec spec) {
    for (OptionSpec each : spec.options()) {
      if (!each.hidden()) {
        String value = each.arity().max() == 0 ? "" : " " + each.paramLabel();
        argument(".B " + escaped(String.join(", ", each.names()) + value), each);
      }
    }
  }

  private void argument(String head, ArgSpec argument) {
    line(".TP");
    line(head);
    for (String each : argument.description()) {
      line(
          escaped(
              each.replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString()))
                  .replace("${COMPLETION-CANDIDATES}", candidates(argument))));
    }
  }

  private static String candidates(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    return candidates == null ? "" : String.join(", ", candidates);
  }

  /** Backslashes and hyphens are special everywhere, a dot or quote at the start of a line. */
  private static String escaped(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
