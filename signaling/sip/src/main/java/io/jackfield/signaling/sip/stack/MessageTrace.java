package io.jackfield.signaling.sip.stack;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;

/** The stack's message log: silent, as tracing messages is the border's business. */
public final class MessageTrace implements ServerLogger {

  /** Made by the stack, by name. */
  public MessageTrace() {}

  @Override
  public void closeLogFile() {
    // There is no file.
  }

  @Override
  public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
    // Never asked for: the stack checks the level first.
  }

  @Override
  public void logMessage(
      SIPMessage message, String from, String to, String status, boolean sender, long time) {
    // Never asked for: the stack checks the level first.
  }

  @Override
  public void logMessage(
      SIPMessage message, String from, String to, String status, boolean sender) {
    // Never asked for: the stack checks the level first.
  }

  @Override
  public void logException(Exception ex) {
    new StackLog().logException(ex);
  }

  @Override
  public void setStackProperties(Properties stackProperties) {
    // Nothing to set.
  }

  @Override
  public void setSipStack(SipStack sipStack) {
    // Nothing to keep.
  }
}
