package io.jackfield.media.janus.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON text to and from maps, lists, texts, numbers and booleans (RFC 8259). */
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  private Json() {}

  /**
   * Writes an object.
   *
   * @param object maps, iterables, texts, numbers, booleans
   * @return JSON without line breaks
   */
  public static String write(Map<String, ?> object) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, object);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> all) {
      json.writeStartArray();
      for (Object one : all) {
        write(json, one);
      }
      json.writeEndArray();
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString(String.valueOf(value));
    }
  }

  /**
   * Reads an object; fields that are null are left out.
   *
   * @param text as received
   * @return empty when it is no JSON object
   */
  @SuppressWarnings("unchecked") // an object's keys are texts
  public static Optional<Map<String, Object>> read(String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      return Optional.of((Map<String, Object>) value(json));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          Object value = value(json);
          if (value != null) {
            map.put(name, value);
          }
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          Object value = value(json);
          if (value != null) {
            list.add(value);
          }
        }
        yield list;
      }
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_STRING -> json.getText();
      default -> null;
    };
  }

  /** A field that is an object; an empty one when it is not. */
  @SuppressWarnings("unchecked") // objects are read as maps with texts as keys
  public static Map<String, Object> object(Map<String, Object> from, String field) {
    return from.get(field) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** The objects in a field that is an array; none when it is not. */
  @SuppressWarnings("unchecked") // objects are read as maps with texts as keys
  public static List<Map<String, Object>> objects(Map<String, Object> from, String field) {
    List<Map<String, Object>> all = new ArrayList<>();
    if (from.get(field) instanceof List<?> list) {
      list.stream()
          .filter(Map.class::isInstance)
          .forEach(one -> all.add((Map<String, Object>) one));
    }
    return all;
  }

  /** A field that is a text. */
  public static Optional<String> text(Map<String, Object> from, String field) {
    return from.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A field that is a whole number. */
  public static Optional<Long> number(Map<String, Object> from, String field) {
    return from.get(field) instanceof Long number ? Optional.of(number) : Optional.empty();
  }
}
