package io.jackfield.signaling.transport.json;

import java.util.Optional;

/** Takes numbers directly under a message's root as they were written, to be echoed unchanged. */
@FunctionalInterface
public interface RootNumber {

  /** Every number is read as a number. */
  RootNumber NONE = (name, written) -> Optional.empty();

  /**
   * Looks at one number.
   *
   * @param name of the member of the root object
   * @param written the number's text
   * @return what to put in its place; empty leaves it a number
   */
  Optional<Object> of(String name, String written);
}
