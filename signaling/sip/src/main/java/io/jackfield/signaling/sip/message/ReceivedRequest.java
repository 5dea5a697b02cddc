package io.jackfield.signaling.sip.message;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Locale;

/**
 * A request from outside. Its transaction is told by branch and sent-by (RFC 3261 17.2.3), where
 * the stack looks at the branch alone and would take two clients with one branch for one.
 */
final class ReceivedRequest extends SIPRequest {

  private static final long serialVersionUID = 1L;

  @Override
  public String getTransactionId() {
    Via via = getTopmostVia();
    return super.getTransactionId() + '|' + via.getSentByField().toLowerCase(Locale.ROOT);
  }

  /**
   * Nothing: what must be there has been looked at. The stack would drop a request without a word
   * that lacks a Contact, or has one of another scheme than its Request-URI.
   */
  @Override
  public void checkHeaders() {
    // As said.
  }
}
