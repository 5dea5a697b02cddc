package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.net.InetAddress;

/** Gives the stack our message processors in place of its own sockets and threads. */
public final class ProcessorFactory implements MessageProcessorFactory {

  /** Made by the stack, by name. */
  public ProcessorFactory() {}

  @Override
  public MessageProcessor createMessageProcessor(
      SIPTransactionStack sipStack, InetAddress ipAddress, int port, String transport) {
    JainStack stack = (JainStack) sipStack;
    return new Processor(stack, ipAddress, port, transport, stack.pendingSender());
  }
}
