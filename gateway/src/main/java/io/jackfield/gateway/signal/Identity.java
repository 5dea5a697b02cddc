package io.jackfield.gateway.signal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a party is for trusted ears alone (RFC 3323, RFC 3325).
 *
 * @param hidden whether the party asked not to be shown; its {@link PartyInfo} is anonymous then
 * @param name the display name it hides
 * @param number the number it hides
 * @param history how the call came here, as header names and values in order (RFC 5806, RFC 7044)
 */
public record Identity(
    boolean hidden,
    Optional<String> name,
    Optional<String> number,
    List<Map.Entry<String, String>> history) {

  /** Nothing is hidden. */
  public static final Identity OPEN =
      new Identity(false, Optional.empty(), Optional.empty(), List.of());

  /** Copies the list. */
  public Identity {
    history = List.copyOf(history);
  }

  /** Shows nothing of what is hidden. */
  @Override
  public String toString() {
    return "Identity[hidden=" + hidden + "]";
  }
}
