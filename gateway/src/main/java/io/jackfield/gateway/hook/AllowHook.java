package io.jackfield.gateway.hook;

import java.util.Map;

/** A user gives a command of the External API. */
public final class AllowHook {

  private AllowHook() {}

  /**
   * Which.
   *
   * @param user who
   * @param sessionId by which connection
   * @param commandClass class
   * @param subclass subclass
   * @param cmd command, in its canonical spelling
   * @param data JSON-like object, as received
   */
  public record Question(
      String user,
      String sessionId,
      String commandClass,
      String subclass,
      String cmd,
      Map<String, Object> data) {}
}
