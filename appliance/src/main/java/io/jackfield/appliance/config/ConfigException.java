package io.jackfield.appliance.config;

import java.util.List;

/**
 * The configuration cannot be used. Carries every mistake found, each a full sentence with its
 * place.
 */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * Makes one out of all mistakes.
   *
   * @param problems at least one, in the order they should be printed
   */
  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Every mistake, in order of their place. */
  public List<String> problems() {
    return problems;
  }
}
