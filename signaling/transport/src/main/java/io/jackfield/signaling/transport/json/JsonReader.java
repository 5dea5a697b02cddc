package io.jackfield.signaling.transport.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Strict JSON into maps, lists, strings, numbers, booleans and nulls. Refused besides what RFC 8259
 * refuses: duplicate keys (its section 4 leaves them open), anything after the object, nesting
 * deeper than {@value #MAX_DEPTH}, numbers longer than {@value #MAX_NUMBER} characters or with an
 * exponent beyond that of a {@link java.math.BigDecimal}.
 */
public final class JsonReader {

  static final int MAX_DEPTH = 64;
  static final int MAX_NUMBER = 400;
  private static final int MAX_TEXT = 16 << 20;

  // Field names come from strangers: they go into no table that outlives the message.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxStringLength(MAX_TEXT)
                  .maxNameLength(MAX_TEXT)
                  .build())
          .build();

  private JsonReader() {}

  /**
   * Reads one value of any kind.
   *
   * @param text the whole text
   * @param numbers what becomes of numbers directly under a root object
   * @return a map, list, string, number or boolean; null for JSON's null
   * @throws JsonException if it is not JSON, or something follows it
   */
  public static Object value(String text, RootNumber numbers) throws JsonException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw notJson("no JSON", null);
      }
      Object value =
          first == JsonToken.START_OBJECT ? members(parser, numbers) : value(parser, first);
      if (parser.nextToken() != null) {
        throw notJson("text after the JSON value", null);
      }
      return value;
    } catch (NumberFormatException e) {
      // An exponent that no arithmetic here can hold; Jackson reads it only when it is asked for.
      throw notJson("a number out of range", null);
    } catch (JsonProcessingException e) {
      // Jackson's own text quotes the input, which may hold a password: neither text nor cause.
      throw notJson("invalid JSON at character " + at(e), null);
    } catch (IOException e) {
      throw notJson("invalid JSON", e);
    }
  }

  /**
   * Reads one object.
   *
   * @param text the whole text
   * @param numbers what becomes of numbers directly under it
   * @return its members in order
   * @throws JsonException if it is not one JSON object
   */
  @SuppressWarnings("unchecked") // JSON objects have string keys
  public static Map<String, Object> object(String text, RootNumber numbers) throws JsonException {
    if (value(text, numbers) instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw notJson("a JSON object expected", null);
  }

  private static Map<String, Object> members(JsonParser parser, RootNumber numbers)
      throws IOException, JsonException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      Optional<Object> kept =
          token.isNumeric() ? numbers.of(name, parser.getText()) : Optional.empty();
      Object value = kept.isPresent() ? kept.get() : value(parser, token);
      if (object.containsKey(name)) {
        throw notJson("duplicate key", null);
      }
      object.put(name, value);
    }
    return object;
  }

  private static Object value(JsonParser parser, JsonToken token)
      throws IOException, JsonException {
    return switch (token) {
      case START_OBJECT -> members(parser, RootNumber.NONE);
      case START_ARRAY -> elements(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> throw notJson("unexpected " + token, null);
    };
  }

  private static List<Object> elements(JsonParser parser) throws IOException, JsonException {
    List<Object> list = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      list.add(value(parser, t));
    }
    return list;
  }

  private static long at(JsonProcessingException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
  }

  private static JsonException notJson(String message, Throwable cause) {
    return new JsonException(message, cause);
  }
}
