package io.jackfield.gateway.id;

/** Makes new identifiers. A port, so that a simulated run can be repeated from its seed. */
@FunctionalInterface
public interface IdSource {

  /**
   * A value that was not returned before, hard to guess in production (a UUID).
   *
   * @return 1..128 characters
   */
  String next();
}
