package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.ReleaseReferencesStrategy;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPClientTransactionImpl;
import gov.nist.javax.sip.stack.SIPTransactionStack;

/** A client transaction that does not read its request again when it ends. */
final class ClientTransaction extends SIPClientTransactionImpl {

  ClientTransaction(SIPTransactionStack stack, MessageChannel channel) {
    super(stack, channel);
  }

  @Override
  protected void cleanUpOnTerminated() {
    setReleaseReferencesStrategy(ReleaseReferencesStrategy.Aggressive);
    super.cleanUpOnTerminated();
  }
}
