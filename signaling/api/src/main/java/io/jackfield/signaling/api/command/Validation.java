package io.jackfield.signaling.api.command;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the data of a request against the fields of its command. */
public final class Validation {

  private Validation() {}

  /**
   * Checks and converts.
   *
   * @param found the command
   * @param data as received
   * @return the values, with the names the table does not know
   * @throws FailureException {@code missing_field} or {@code syntax_error} with the field's name,
   *     for the first wrong field in the order of the table
   */
  public static Values check(CommandTable.Found found, Map<String, Object> data) {
    Map<String, Object> rest = new LinkedHashMap<>(data);
    Map<String, Object> given = new HashMap<>();
    Set<String> older = new HashSet<>(0);
    for (Field field : found.command().fields()) {
      take(field, rest, given, older);
      if (found.required().contains(field.name()) && !given.containsKey(field.name())) {
        throw missing(field.name());
      }
    }
    return new Values(given, found.fallbacks(), rest, found.command().open(), older);
  }

  /**
   * The error for an absent field.
   *
   * @param field its name
   * @return {@code missing_field}
   */
  public static FailureException missing(String field) {
    return FailureException.of(Reason.MISSING_FIELD, field);
  }

  /** The canonical name wins over aliases; all spellings count as recognised. */
  private static void take(
      Field field, Map<String, Object> rest, Map<String, Object> given, Set<String> older) {
    String name = field.name();
    List<String> aliases = field.aliases();
    if (rest.containsKey(name)) {
      given.put(name, field.type().reader().read(name, rest.remove(name)));
    }
    for (String alias : aliases) {
      if (rest.containsKey(alias)) {
        Object raw = rest.remove(alias);
        older.add(alias);
        if (!given.containsKey(name)) {
          given.put(name, field.type().reader().read(alias, raw));
        }
      }
    }
    field.inverse().filter(rest::containsKey).ifPresent(word -> invert(word, name, rest, given));
  }

  private static void invert(
      String older, String name, Map<String, Object> rest, Map<String, Object> given) {
    Object raw = rest.remove(older);
    if (!given.containsKey(name)) {
      given.put(name, !FieldTypes.bool(older, raw));
    }
  }
}
