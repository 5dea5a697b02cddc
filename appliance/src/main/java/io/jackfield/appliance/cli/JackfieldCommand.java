package io.jackfield.appliance.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jackfield}: chooses the command. */
@Command(
    name = "jackfield",
    description = "SIP/WebRTC gateway with a JSON control API.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      StatusCommand.class,
      ShowCommand.class,
      HangupCommand.class,
      DrainCommand.class,
      CdrCommand.class,
      RouteCommand.class,
      VersionCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage or configuration"})
public final class JackfieldCommand implements Runnable {

  @Spec private CommandSpec spec;

  private JackfieldCommand() {}

  /**
   * Runs what was typed.
   *
   * @return the exit code
   */
  public static int execute(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** Every command's definition: what is typed is read by it, the manual page is made from it. */
  static CommandLine commandLine() {
    CommandLine all = new CommandLine(new JackfieldCommand());
    ListCommand.addTo(all);
    return all;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
