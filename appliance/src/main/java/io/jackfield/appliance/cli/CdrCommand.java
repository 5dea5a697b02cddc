package io.jackfield.appliance.cli;

import io.jackfield.appliance.config.ConfigException;
import io.jackfield.signaling.transport.json.JsonException;
import io.jackfield.signaling.transport.json.JsonReader;
import io.jackfield.signaling.transport.json.RootNumber;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jackfield cdr}: reads the file of the data folder; the gateway need not run. */
@Command(name = "cdr", description = "Shows the records of calls that have ended, oldest first.")
final class CdrCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of("setup_time", "caller", "dialled", "reached", "duration_ms", "reason", "call_id");

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;

  @Option(
      names = {"-n", "--last"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most, the latest; default ${DEFAULT-VALUE}.")
  private int last;

  @Option(
      names = "--party",
      paramLabel = "NAME",
      description = "Only calls from or to this number or user.")
  private Optional<String> party = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only calls placed at or after this time, as in 2026-01-31T10:00.")
  private Optional<String> since = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json (a line each) or csv; default ${DEFAULT-VALUE}.")
  private String format;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (!List.of("table", "json", "csv").contains(format)) {
      err.println("jackfield: --format is table, json or csv");
      return 2;
    }
    try {
      Path file =
          config.load(Optional.empty(), System.getenv()).node().dataDir().resolve("cdr.jsonl");
      print(read(file), spec.commandLine().getOut());
      return 0;
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return 2;
    } catch (IOException e) {
      err.println("jackfield: cannot read the call records: " + e);
      return 1;
    }
  }

  /** Only the last ones are kept while reading: the file may be large. */
  private Deque<String> read(Path file) throws IOException {
    Deque<String> kept = new ArrayDeque<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (wanted(line)) {
          kept.addLast(line);
          if (kept.size() > last) {
            kept.removeFirst();
          }
        }
      }
    } catch (NoSuchFileException e) {
      return kept; // no call has ended yet
    }
    return kept;
  }

  private boolean wanted(String line) {
    if (party.isEmpty() && since.isEmpty()) {
      return true;
    }
    Map<String, Object> record = record(line);
    boolean late =
        since.isEmpty() || String.valueOf(record.get("setup_time")).compareTo(since.get()) >= 0;
    return late
        && (party.isEmpty()
            || party.get().equals(record.get("caller"))
            || party.get().equals(record.get("dialled"))
            || String.valueOf(record.get("reached")).endsWith(party.get()));
  }

  private void print(Deque<String> lines, PrintWriter out) {
    switch (format) {
      case "json" -> lines.forEach(out::println);
      case "csv" -> {
        out.println(String.join(",", COLUMNS));
        lines.forEach(line -> out.println(csv(record(line))));
      }
      default -> {
        List<Map<String, Object>> rows = new ArrayList<>();
        lines.forEach(line -> rows.add(record(line)));
        Table.print(COLUMNS, rows, out);
      }
    }
    out.flush();
  }

  /** RFC 4180. */
  private static String csv(Map<String, Object> record) {
    List<String> fields = new ArrayList<>();
    for (String column : COLUMNS) {
      Object value = record.get(column);
      String text = value == null ? "" : value.toString();
      boolean quoted = text.contains(",") || text.contains("\"") || text.contains("\n");
      fields.add(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }
    return String.join(",", fields);
  }

  /** A line cut short by a full disk is shown as an empty record. */
  private static Map<String, Object> record(String line) {
    try {
      return JsonReader.object(line, RootNumber.NONE);
    } catch (JsonException e) {
      return Map.of();
    }
  }
}
