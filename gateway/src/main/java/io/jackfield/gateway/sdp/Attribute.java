package io.jackfield.gateway.sdp;

import java.util.Optional;
import java.util.Set;

/**
 * One {@code a=} line (RFC 8866 5.13).
 *
 * @param name the part before the first colon, as it came
 * @param value the part after it; empty for a property attribute ({@code a=sendrecv})
 */
public record Attribute(String name, Optional<String> value) {
  private static final Set<String> SECRETS = Set.of("crypto", "ice-pwd", "key-mgmt");

  /**
   * Refuses text that would not stay on its line.
   *
   * @throws SdpException if the name is empty, holds a colon, or either holds a control character
   */
  public Attribute {
    if (name.isEmpty() || name.indexOf(':') >= 0) {
      throw new SdpException("attribute name expected after 'a='");
    }
    Text.line(name, "attribute name");
    value.ifPresent(v -> Text.line(v, "attribute " + name));
  }

  /** {@code a=name}. */
  public static Attribute of(String name) {
    return new Attribute(name, Optional.empty());
  }

  /** {@code a=name:value}. */
  public static Attribute of(String name, String value) {
    return new Attribute(name, Optional.of(value));
  }

  /** Parses what follows {@code a=}. */
  static Attribute parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? of(text) : of(text.substring(0, colon), text.substring(colon + 1));
  }

  /** Whether this is an attribute of that name (case-sensitive, RFC 8866 9). */
  public boolean is(String wanted) {
    return name.equals(wanted);
  }

  /** The value, or an empty text for a property attribute. */
  public String text() {
    return value.orElse("");
  }

  /** What follows {@code a=} on the line. */
  public String write() {
    return value.map(v -> name + ':' + v).orElse(name);
  }

  /** The line for logs: keys and passwords left out. */
  @Override
  public String toString() {
    return SECRETS.contains(name) ? "a=" + name + ":<hidden>" : "a=" + write();
  }
}
