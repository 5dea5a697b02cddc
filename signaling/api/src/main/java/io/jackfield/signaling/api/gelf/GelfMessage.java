package io.jackfield.signaling.api.gelf;

import io.jackfield.signaling.api.core.LogEntry;
import io.jackfield.signaling.transport.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** One entry as GELF 1.1 (core-commands.md, the field table of {@code log}). */
final class GelfMessage {

  private static final int MILLIS = 3;

  private GelfMessage() {}

  /** The fields in the order of the table; ours come last, so that they win. */
  static Map<String, Object> fields(LogEntry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", "1.1");
    fields.put("host", entry.source());
    fields.put("short_message", entry.message());
    entry.fullMessage().ifPresent(text -> fields.put("full_message", text));
    fields.put("timestamp", seconds(entry.time()));
    fields.put("level", entry.level());
    entry.meta().forEach((key, value) -> fields.put(name(key), value(value)));
    fields.put("_user", entry.user());
    fields.put("_session_id", entry.connection());
    fields.put("_srv_id", entry.service());
    return fields;
  }

  private static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), MILLIS);
  }

  /** GELF forbids {@code _id}, and other characters than letters, digits, {@code _ . -}. */
  private static String name(String key) {
    return key.equals("id") ? "_meta_id" : '_' + key.replaceAll("[^\\w.-]", "_");
  }

  /** GELF knows text and numbers. */
  private static Object value(Object value) {
    return value instanceof Number || value instanceof String ? value : JsonWriter.text(value);
  }

  /** What goes on the wire: JSON, compressed. */
  static byte[] compressed(LogEntry entry) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(JsonWriter.text(fields(entry)).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return out.toByteArray();
  }
}
