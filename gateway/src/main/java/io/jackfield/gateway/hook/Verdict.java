package io.jackfield.gateway.hook;

import java.util.Optional;

/**
 * Yes or no.
 *
 * @param authorized yes
 * @param reason why not, in words for whoever asked; empty when not told
 */
public record Verdict(boolean authorized, Optional<String> reason) {

  /** Yes. */
  public static final Verdict YES = new Verdict(true, Optional.empty());
}
