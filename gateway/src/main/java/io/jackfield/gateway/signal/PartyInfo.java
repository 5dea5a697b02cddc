package io.jackfield.gateway.signal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who a party is, as shown to the others.
 *
 * @param name display name
 * @param number user name or number, e.g. {@code 1000}
 * @param extra other fields to show ({@code caller} or {@code callee} object of the API)
 * @param identity what is not shown
 */
public record PartyInfo(
    Optional<String> name, Optional<String> number, Map<String, Object> extra, Identity identity) {

  private static final String ANONYMOUS = "Anonymous";

  /** Nothing known. */
  public static final PartyInfo UNKNOWN =
      new PartyInfo(Optional.empty(), Optional.empty(), Map.of());

  /** A party that hides nothing. */
  public PartyInfo(Optional<String> name, Optional<String> number, Map<String, Object> extra) {
    this(name, number, extra, Identity.OPEN);
  }

  /**
   * The same party, hidden from all but trusted ears.
   *
   * @param history how the call came here
   * @return one that shows nobody
   */
  public PartyInfo hiddenWith(List<Map.Entry<String, String>> history) {
    return new PartyInfo(
        Optional.of(ANONYMOUS),
        Optional.empty(),
        Map.of(),
        new Identity(true, name, number, history));
  }

  /**
   * The number for trusted ears.
   *
   * @return the hidden one, else the one that is shown
   */
  public Optional<String> trueNumber() {
    return identity.hidden() ? identity.number() : number;
  }

  /**
   * The display name for trusted ears.
   *
   * @return the hidden one, else the one that is shown
   */
  public Optional<String> trueName() {
    return identity.hidden() ? identity.name() : name;
  }

  /**
   * The same with another number, hidden if it was.
   *
   * @param other the number
   * @return a copy
   */
  public PartyInfo withNumber(Optional<String> other) {
    return identity.hidden()
        ? new PartyInfo(
            name, number, extra, new Identity(true, identity.name(), other, identity.history()))
        : new PartyInfo(name, other, extra, identity);
  }

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
