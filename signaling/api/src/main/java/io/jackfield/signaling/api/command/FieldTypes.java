package io.jackfield.signaling.api.command;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The field types of the API; scalars are read leniently (protocol.md, "Abnormal input"). */
public final class FieldTypes {

  /** Longest id of anything. */
  public static final int MAX_ID = 128;

  private static final int MAX_DIGITS = 19;

  /** Text; numbers are taken as their digits. */
  public static final FieldType TEXT = FieldType.of("text", FieldTypes::text);

  /** An id: 1 to {@value #MAX_ID} characters, not blank; not {@code *}, which means any. */
  public static final FieldType ID =
      FieldType.of(
          "id",
          (field, raw) -> {
            String id = text(field, raw);
            if (id.isBlank() || id.length() > MAX_ID || id.equals("*")) {
              throw wrong(field);
            }
            return id;
          });

  /**
   * Name of a service; {@code nkmedia_core} is the older name of {@code core} (README, "Fields").
   */
  public static final FieldType SERVICE =
      FieldType.of(
          "text",
          (field, raw) -> {
            String name = text(field, raw);
            return name.equals("nkmedia_core") ? "core" : name;
          });

  /** What the name of a service looks like. */
  public static final String NAME_SYNTAX = "[A-Za-z0-9_.-]{1,64}";

  /** The name of a service to be made. */
  public static final FieldType NAME =
      FieldType.of(
          "name",
          (field, raw) -> {
            String name = text(field, raw);
            if (!name.matches(NAME_SYNTAX)) {
              throw wrong(field);
            }
            return name;
          });

  /** A boolean, or {@code "true"} or {@code "false"}. */
  public static final FieldType BOOLEAN = FieldType.of("boolean", FieldTypes::bool);

  /** Any JSON value. */
  public static final FieldType ANY = FieldType.of("any", (field, raw) -> raw);

  /** A JSON object. */
  public static final FieldType OBJECT = FieldType.of("object", FieldTypes::object);

  private FieldTypes() {}

  /**
   * An integer, or a string of its digits.
   *
   * @param min smallest value
   * @param max largest value
   * @return a new type
   */
  public static FieldType integer(long min, long max) {
    return new FieldType(
        "integer",
        OptionalLong.of(min),
        OptionalLong.of(max),
        List.of(),
        (field, raw) -> {
          long value = whole(field, raw);
          if (value < min || value > max) {
            throw wrong(field);
          }
          return value;
        });
  }

  /**
   * One of some words.
   *
   * @param values the words
   * @return a new type
   */
  public static FieldType choice(String... values) {
    List<String> allowed = List.of(values);
    return new FieldType(
        "text",
        OptionalLong.empty(),
        OptionalLong.empty(),
        allowed,
        (field, raw) -> {
          String value = text(field, raw);
          if (!allowed.contains(value)) {
            throw wrong(field);
          }
          return value;
        });
  }

  /**
   * An array.
   *
   * @param name of the type: {@code texts} or {@code objects}
   * @param element reads one element
   * @return a new type; handlers see an unmodifiable list
   */
  public static FieldType list(String name, FieldType.Reader element) {
    return FieldType.of(
        name,
        (field, raw) -> {
          if (raw instanceof List<?> list) {
            return list.stream().map(each -> element.read(field, each)).toList();
          }
          throw wrong(field);
        });
  }

  /**
   * Reads text.
   *
   * @param field for the error
   * @param raw JSON-like value
   * @return a string, or the digits of a number
   */
  public static String text(String field, Object raw) {
    if (raw instanceof String text) {
      return text;
    }
    if (raw instanceof Number number) {
      return number.toString();
    }
    throw wrong(field);
  }

  /**
   * Reads a boolean.
   *
   * @param field for the error
   * @param raw JSON-like value
   * @return also for the strings {@code "true"} and {@code "false"}
   */
  public static Boolean bool(String field, Object raw) {
    if (raw instanceof Boolean bool) {
      return bool;
    }
    if ("true".equals(raw) || "false".equals(raw)) {
      return raw.equals("true");
    }
    throw wrong(field);
  }

  /**
   * Reads an object.
   *
   * @param field for the error
   * @param raw JSON-like value
   * @return the object itself
   */
  @SuppressWarnings("unchecked") // JSON objects have string keys
  public static Map<String, Object> object(String field, Object raw) {
    if (raw instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw wrong(field);
  }

  /**
   * The error for a value of the wrong type or range.
   *
   * @param field the field's name
   * @return {@code syntax_error} with the field
   */
  public static FailureException wrong(String field) {
    return FailureException.of(Reason.SYNTAX_ERROR, field);
  }

  private static long whole(String field, Object raw) {
    if (raw instanceof Integer || raw instanceof Long) {
      return ((Number) raw).longValue();
    }
    if (raw instanceof String text && isWhole(text)) {
      return new BigInteger(text).longValueExact();
    }
    throw wrong(field);
  }

  private static boolean isWhole(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    int digits = text.length() - from;
    return digits > 0
        && digits < MAX_DIGITS
        && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }
}
