package io.jackfield.gateway.signal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who a party is, as shown to the others.
 *
 * @param name display name
 * @param number user name or number, e.g. {@code 1000}
 * @param extra other fields to show ({@code caller} or {@code callee} object of the API)
 */
public record PartyInfo(Optional<String> name, Optional<String> number, Map<String, Object> extra) {

  /** Nothing known. */
  public static final PartyInfo UNKNOWN =
      new PartyInfo(Optional.empty(), Optional.empty(), Map.of());

  /** Copies the map, keeping its order. */
  public PartyInfo {
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /**
   * As a JSON-like object: {@code extra} with {@code name} and {@code number} where known.
   *
   * @return may be empty
   */
  public Map<String, Object> toBody() {
    Map<String, Object> body = new LinkedHashMap<>(extra);
    name.ifPresent(n -> body.putIfAbsent("name", n));
    number.ifPresent(n -> body.putIfAbsent("number", n));
    return body;
  }
}
