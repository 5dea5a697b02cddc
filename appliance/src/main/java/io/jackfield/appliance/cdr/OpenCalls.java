package io.jackfield.appliance.cdr;

import io.jackfield.gateway.store.CallRecord;
import io.jackfield.signaling.transport.json.JsonException;
import io.jackfield.signaling.transport.json.JsonReader;
import io.jackfield.signaling.transport.json.JsonWriter;
import io.jackfield.signaling.transport.json.RootNumber;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that go on, in {@code cdr-open.jsonl}: a line {@code +<record>} when one is placed and
 * when it is answered, a line {@code -<call id>} when its record is written. What a killed process
 * leaves open gets its record, with the reason {@code exit}, at the next start. One thread.
 */
final class OpenCalls {

  private static final Logger LOG = LoggerFactory.getLogger(OpenCalls.class);
  private static final String FILE = "cdr-open.jsonl";

  /** The file is written anew when it has so many lines more than calls that go on. */
  private static final int SLACK = 2_000;

  /** A record that was written just before the end stands in so many last bytes of its file. */
  private static final int TAIL = 4 * 1024 * 1024;

  private final Path file;
  private final Map<String, String> open = new LinkedHashMap<>();
  private final StringBuilder pending = new StringBuilder();
  private int lines;

  private OpenCalls(Path file) {
    this.file = file;
  }

  /**
   * Writes the records of the calls a killed process has left, then begins with none.
   *
   * @param folder the data folder
   * @param records the file of records in it
   * @return nothing goes on
   * @throws IOException if the folder cannot be written
   */
  static OpenCalls recover(Path folder, Path records) throws IOException {
    OpenCalls calls = new OpenCalls(folder.resolve(FILE));
    if (Files.exists(calls.file)) {
      String left = left(calls.file, records);
      Files.writeString(records, left, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    calls.rewrite();
    return calls;
  }

  private static String left(Path file, Path records) throws IOException {
    Instant end = Files.getLastModifiedTime(file).toInstant();
    Map<String, Map<String, Object>> left = new LinkedHashMap<>();
    // Not readAllLines: a character cut in two must not keep the gateway from starting.
    String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    for (String line : all.split("\n")) {
      if (line.startsWith("-")) {
        left.remove(line.substring(1));
      } else if (line.startsWith("+")) {
        add(left, line.substring(1));
      }
    }
    if (left.isEmpty()) {
      return "";
    }
    String written = tail(records);
    StringBuilder lines = new StringBuilder();
    left.forEach(
        (call, record) -> {
          if (!written.contains('"' + call + '"')) {
            lines.append(JsonWriter.text(ended(record, end))).append('\n');
          }
        });
    return lines.toString();
  }

  /** The last line may be cut short. */
  private static void add(Map<String, Map<String, Object>> left, String json) {
    try {
      Map<String, Object> record = JsonReader.object(json, RootNumber.NONE);
      Instant.parse(String.valueOf(record.get("setup_time")));
      left.put(String.valueOf(record.get("call_id")), record);
    } catch (JsonException | DateTimeParseException e) {
      LOG.debug("a call that had hardly begun when the process ended: {}", e.getMessage());
    }
  }

  private static String tail(Path records) throws IOException {
    if (!Files.exists(records)) {
      return "";
    }
    try (RandomAccessFile bytes = new RandomAccessFile(records.toFile(), "r")) {
      long from = Math.max(0, bytes.length() - TAIL);
      byte[] last = new byte[(int) (bytes.length() - from)];
      bytes.seek(from);
      bytes.readFully(last);
      return new String(last, StandardCharsets.UTF_8);
    }
  }

  /** With the time of the last sign of the process as the call's end. */
  private static Map<String, Object> ended(Map<String, Object> record, Instant end) {
    Map<String, Object> whole = new LinkedHashMap<>(record);
    Instant setup = Instant.parse(String.valueOf(record.get("setup_time")));
    Instant last = end.isBefore(setup) ? setup : end;
    whole.put("end_time", CallRecordLine.time(last));
    if (record.get("answer_time") instanceof String answer) {
      Duration talked = Duration.between(Instant.parse(answer), last);
      whole.put("duration_ms", Math.max(0, talked.toMillis()));
    } else {
      whole.put("setup_ms", Duration.between(setup, last).toMillis());
    }
    return whole;
  }

  /** It goes on. Kept until {@link #flush}. */
  void ongoing(CallRecord record) {
    String line = '+' + CallRecordLine.of(record);
    open.put(record.call(), line);
    pending.append(line);
    lines++;
  }

  /** Its record is written. Kept until {@link #flush}. */
  void ended(CallRecord record) {
    if (open.remove(record.call()) != null) {
      pending.append('-').append(record.call()).append('\n');
      lines++;
    }
  }

  /**
   * Writes what was told since the last time.
   *
   * @throws IOException if it cannot; the next time all is written anew
   */
  void flush() throws IOException {
    try {
      if (lines > open.size() + SLACK) {
        rewrite();
      } else if (!pending.isEmpty()) {
        append();
      }
    } catch (IOException e) {
      lines = open.size() + SLACK + 1;
      throw e;
    } finally {
      pending.setLength(0);
    }
  }

  private void append() throws IOException {
    try (Writer out =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.append(pending);
    }
  }

  /** Puts a file with the calls that go on alone in the place of the old one, in one step. */
  private void rewrite() throws IOException {
    List<String> all = new ArrayList<>(open.values());
    Path next = file.resolveSibling(FILE + ".new");
    Files.writeString(next, String.join("", all));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    lines = all.size();
  }
}
