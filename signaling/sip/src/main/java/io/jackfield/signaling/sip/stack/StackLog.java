package io.jackfield.signaling.sip.stack;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stack's own log, sent to SLF4J. Its debug output (every message several times over) is never
 * switched on: building it costs more than handling the message.
 */
public final class StackLog implements StackLogger {

  private static final Logger LOG = LoggerFactory.getLogger("io.jackfield.signaling.sip.jain");

  /** Made by the stack, by name. */
  public StackLog() {}

  @Override
  public void logStackTrace() {
    // Only ever asked for at debug level.
  }

  @Override
  public void logStackTrace(int traceLevel) {
    // Only ever asked for at debug level.
  }

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public void logException(Throwable ex) {
    LOG.warn("The SIP stack caught a failure", ex);
  }

  @Override
  public void logDebug(String message) {
    LOG.trace(message);
  }

  @Override
  public void logDebug(String message, Exception ex) {
    LOG.trace(message, ex);
  }

  @Override
  public void logTrace(String message) {
    LOG.trace(message);
  }

  @Override
  public void logFatalError(String message) {
    LOG.error(message);
  }

  @Override
  public void logError(String message) {
    LOG.debug(message);
  }

  @Override
  public void logError(String message, Exception ex) {
    LOG.debug(message, ex);
  }

  @Override
  public void logWarning(String message) {
    LOG.debug(message);
  }

  @Override
  public void logInfo(String message) {
    LOG.trace(message);
  }

  @Override
  public boolean isLoggingEnabled() {
    return LOG.isDebugEnabled();
  }

  @Override
  public boolean isLoggingEnabled(int logLevel) {
    return logLevel <= TRACE_ERROR && LOG.isDebugEnabled();
  }

  @Override
  public void disableLogging() {
    // The level is SLF4J's to set.
  }

  @Override
  public void enableLogging() {
    // The level is SLF4J's to set.
  }

  @Override
  public void setBuildTimeStamp(String buildTimeStamp) {
    LOG.trace("JAIN-SIP built {}", buildTimeStamp);
  }

  @Override
  public void setStackProperties(Properties stackProperties) {
    // Nothing of ours depends on them.
  }

  @Override
  public String getLoggerName() {
    return LOG.getName();
  }
}
