package io.jackfield.signaling.verto.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Lenient reading of parameters: a number is taken where text is wanted, blank text is none.
 *
 * @param values as they came
 */
public record Params(Map<String, Object> values) {

  /**
   * A text.
   *
   * @param name of the member
   * @return empty when missing, blank or of another type
   */
  public Optional<String> text(String name) {
    return text(values.get(name));
  }

  /**
   * A text under the first name that has one.
   *
   * @param names of members
   * @return empty when none has
   */
  public Optional<String> text(String... names) {
    Optional<String> found = Optional.empty();
    for (String name : names) {
      found = found.or(() -> text(name));
    }
    return found;
  }

  /**
   * A small whole number, as number or text.
   *
   * @param name of the member
   * @return empty when missing or something else
   */
  public OptionalInt number(String name) {
    Optional<String> digits = text(name).filter(text -> text.matches("\\d{1,9}"));
    return digits.isPresent()
        ? OptionalInt.of(Integer.parseInt(digits.get()))
        : OptionalInt.empty();
  }

  /**
   * An object.
   *
   * @param name of the member
   * @return empty when missing or of another type
   */
  @SuppressWarnings("unchecked") // JSON objects have string keys
  public Optional<Params> object(String name) {
    return values.get(name) instanceof Map<?, ?> map
        ? Optional.of(new Params((Map<String, Object>) map))
        : Optional.empty();
  }

  /**
   * One text or a list of them.
   *
   * @param name of the member
   * @return the texts, without blank ones
   */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (values.get(name) instanceof List<?> list) {
      list.forEach(each -> text(each).ifPresent(texts::add));
    } else {
      text(name).ifPresent(texts::add);
    }
    return texts;
  }

  /**
   * Whether a flag is set.
   *
   * @param name of the member
   * @return true for {@code true} and {@code "true"}
   */
  public boolean flag(String name) {
    return "true".equals(String.valueOf(values.get(name)));
  }

  private static Optional<String> text(Object value) {
    return value instanceof String || value instanceof Number
        ? Optional.of(value.toString()).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  /** Shows the names alone: values may be passwords. */
  @Override
  public String toString() {
    return "Params" + values.keySet();
  }
}
