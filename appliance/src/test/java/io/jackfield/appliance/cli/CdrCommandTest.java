package io.jackfield.appliance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CdrCommandTest {

  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void records() throws IOException {
    config = folder.resolve("jackfield.yaml");
    Files.writeString(config, "node: {data_dir: \"" + folder + "\"}\n");
    Files.write(
        folder.resolve("cdr.jsonl"),
        List.of(
            line("2026-01-01T10:00:00.000Z", "1000", "9196", "a"),
            line("2026-01-02T10:00:00.000Z", "1001", "a, \\\"b\\\"", "b"),
            "{\"cut sh",
            line("2026-01-03T10:00:00.000Z", "1000", "1001", "c")));
  }

  private static String line(String time, String caller, String dialled, String call) {
    return "{\"call_id\":\"%s\",\"caller\":\"%s\",\"dialled\":\"%s\",\"reached\":null,\"setup_time\":\"%s\",\"duration_ms\":5,\"reason\":\"caller_stopped\"}"
        .formatted(call, caller, dialled, time);
  }

  private List<String> cdr(String... options) {
    StringWriter out = new StringWriter();
    CommandLine command = JackfieldCommand.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(out));
    String[] all = new String[options.length + 3];
    all[0] = "cdr";
    all[1] = "--config";
    all[2] = config.toString();
    System.arraycopy(options, 0, all, 3, options.length);
    command.execute(all);
    return out.toString().lines().toList();
  }

  @Test
  void theLatestStandLast() {
    List<String> lines = cdr("-n", "2");
    assertEquals(3, lines.size(), lines.toString());
    assertEquals("2026-01-03T10:00:00.000Z", lines.get(2).split(" ")[0]);
  }

  @Test
  void filtersByPartyAndTime() {
    assertEquals(2, cdr("--party", "1000", "--format", "json").size());
    assertEquals(1, cdr("--party", "1000", "--since", "2026-01-02", "--format", "json").size());
  }

  @Test
  void commasAndQuotesDoNotBreakCsv() {
    assertEquals(
        "2026-01-02T10:00:00.000Z,1001,\"a, \"\"b\"\"\",,5,caller_stopped,b",
        cdr("--format", "csv", "--since", "2026-01-02").get(1));
  }

  @Test
  void noCallYetIsNoMistake() throws IOException {
    Files.delete(folder.resolve("cdr.jsonl"));
    assertEquals(1, cdr().size());
  }
}
