package io.jackfield.signaling.transport.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** JSON-like values (maps, collections, text, numbers, booleans, nulls) as JSON. */
public final class JsonWriter {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int INITIAL_CHARS = 256;

  private JsonWriter() {}

  /**
   * A document for people.
   *
   * @param value a JSON-like value
   * @return indented by two spaces, with a line feed at the end
   */
  public static String indented(Object value) {
    StringWriter text = new StringWriter();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
            .withObjectIndenter(lines)
            .withArrayIndenter(lines);
    try (JsonGenerator json = FACTORY.createGenerator(text).setPrettyPrinter(printer)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be written", e);
    }
    return text + "\n";
  }

  /**
   * A value as text of its own.
   *
   * @param value JSON-like
   * @return the text
   */
  public static String text(Object value) {
    StringWriter text = new StringWriter(INITIAL_CHARS);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, value);
      json.flush();
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be written", e);
    }
  }

  /**
   * Writes a value.
   *
   * @param json where to
   * @param value JSON-like; what is none of that is written as its text
   * @throws IOException from the generator
   */
  public static void write(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof Number number) {
      number(json, number);
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> e : map.entrySet()) {
        json.writeFieldName(String.valueOf(e.getKey()));
        write(json, e.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Collection<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Optional<?> optional) {
      write(json, optional.orElse(null));
    } else {
      // Ids and the like of the gateway are shown as their text.
      json.writeString(value.toString());
    }
  }

  private static void number(JsonGenerator json, Number number) throws IOException {
    if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
      json.writeNumber(number.intValue());
    } else if (number instanceof Long) {
      json.writeNumber(number.longValue());
    } else if (number instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (number instanceof BigInteger integer) {
      json.writeNumber(integer);
    } else if (Double.isFinite(number.doubleValue())) {
      json.writeNumber(number.doubleValue());
    } else {
      json.writeNull(); // RFC 8259 section 6: JSON has no NaN and no infinity
    }
  }
}
