package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request of ours with its client transaction. Used on the owner loop of its Call-ID. */
public final class OutboundRequest {

  private static final Logger LOG = LoggerFactory.getLogger(OutboundRequest.class);

  private final SIPRequest request;
  private final SIPClientTransaction transaction;
  private final ClientHandling handling;

  OutboundRequest(SIPRequest request, SIPClientTransaction transaction, ClientHandling handling) {
    this.request = request;
    this.transaction = transaction;
    this.handling = handling;
  }

  /** The request as sent. */
  public SIPRequest request() {
    return request;
  }

  /** Makes the CANCEL for it (RFC 3261 9.1). */
  public SIPRequest cancel() {
    try {
      return request.createCancelRequest();
    } catch (SipException e) {
      throw new IllegalStateException("only an INVITE is cancelled", e);
    }
  }

  /** Forgets the transaction; its handler hears nothing more. */
  public void abandon() {
    handling.abandon();
    terminate();
  }

  void failed() {
    terminate();
    handling.failed();
  }

  private void terminate() {
    try {
      transaction.terminate();
    } catch (ObjectInUseException e) {
      LOG.debug("The stack keeps a transaction that is over", e);
    }
  }
}
