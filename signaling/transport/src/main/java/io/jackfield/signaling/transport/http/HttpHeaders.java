package io.jackfield.signaling.transport.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Header fields of a request: names without case (RFC 9110 section 5.1), values in order. */
public final class HttpHeaders {

  private final Map<String, List<String>> fields;

  /** Copies fields; values of names that differ in case only must be joined by the caller. */
  public HttpHeaders(Map<String, List<String>> fields) {
    Map<String, List<String>> copy = new TreeMap<>();
    fields.forEach((name, values) -> copy.put(key(name), List.copyOf(values)));
    this.fields = copy;
  }

  /** First value of a field. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** All values of a field; empty if absent. */
  public List<String> all(String name) {
    return fields.getOrDefault(key(name), List.of());
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
