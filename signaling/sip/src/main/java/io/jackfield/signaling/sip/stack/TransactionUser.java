package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;

/**
 * What sits above the transactions (RFC 3261 section 5, "TU"). Called on the owner loop of the
 * message's Call-ID; must not block.
 */
public interface TransactionUser {

  /**
   * Whether anything from a peer is to be heard; asked for every message before it is read. Any
   * thread.
   */
  boolean admits(Flow flow);

  /** Whether many share a peer's address, so that the limit of one source is not for it. */
  boolean crowded(Flow flow);

  /** A new request, ACK excepted. It must be answered at some time. */
  void request(InboundRequest request);

  /** An ACK that ends no transaction: for a 2xx, or for nothing. */
  void ack(SIPRequest ack, Flow flow);

  /** A 2xx to an INVITE whose transaction is over: retransmitted, or of another fork. */
  void lateAnswer(SIPResponse response, Flow flow);

  /**
   * A peer sent something malformed.
   *
   * @param reason names what is wrong
   */
  void malformed(Flow flow, String reason);
}
