package io.jackfield.appliance.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Until the configuration is read, warnings go to standard error; found by Logback as a service.
 */
public final class QuietStart extends ContextAwareBase implements Configurator {

  /** Called by Logback when the first logger is asked for. */
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    LogSetup.warningsToStandardError(context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
