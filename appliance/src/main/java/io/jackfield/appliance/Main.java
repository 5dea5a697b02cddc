package io.jackfield.appliance;

import io.jackfield.appliance.cli.JackfieldCommand;

/** Entry point of {@code jackfield}. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and exits with its code: 0 done, 1 failed, 2 wrong usage or configuration.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    System.exit(JackfieldCommand.execute(arguments));
  }
}
