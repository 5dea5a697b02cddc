package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import io.jackfield.signaling.sip.message.Headers;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request with its server transaction. Used on the owner loop of its Call-ID. */
public final class InboundRequest {

  private static final Logger LOG = LoggerFactory.getLogger(InboundRequest.class);

  private final SIPRequest request;
  private final Flow flow;
  private final SIPServerTransaction transaction;

  InboundRequest(SIPRequest request, Flow flow, SIPServerTransaction transaction) {
    this.request = request;
    this.flow = flow;
    this.transaction = transaction;
  }

  /** The request. */
  public SIPRequest request() {
    return request;
  }

  /** Where it came from, and where answers go. */
  public Flow flow() {
    return flow;
  }

  /** The method, in upper case. */
  public String method() {
    return request.getMethod();
  }

  /** The Call-ID. */
  public String callId() {
    return request.getCallId().getCallId();
  }

  /** The branch of the top Via; a CANCEL has that of its INVITE (RFC 3261 9.1). */
  public String branch() {
    String branch = request.getTopmostVia().getBranch();
    return branch == null ? "" : branch;
  }

  /** Starts a response; the reason phrase is the usual one. */
  public SIPResponse response(int status) {
    return response(status, SIPResponse.getReasonPhrase(status));
  }

  /** Starts a response with a reason phrase of its own. */
  public SIPResponse response(int status, String reason) {
    return Headers.server(SentResponse.to(request, status, reason));
  }

  /**
   * Sends a response.
   *
   * @return false if it could not be sent: the connection is gone or the transaction is over
   */
  public boolean send(SIPResponse response) {
    try {
      transaction.sendResponse(response);
      return true;
    } catch (SipException | RuntimeException e) {
      LOG.debug("{} to {} not sent: {}", response.getStatusCode(), flow.id(), e.getMessage());
      return false;
    }
  }

  /** Ends the transaction without an answer, as when the peer's connection is gone. */
  public void drop() {
    try {
      transaction.terminate();
    } catch (javax.sip.ObjectInUseException e) {
      LOG.debug("The stack keeps a transaction that is over", e);
    }
  }

  /** Answers with a status alone. A final one gets a To tag if it has none (RFC 3261 8.2.6.2). */
  public boolean reply(int status) {
    return send(Headers.tagged(response(status)));
  }

  /** Answers with a status and a reason phrase. */
  public boolean reply(int status, String reason) {
    return send(Headers.tagged(response(status, reason)));
  }
}
