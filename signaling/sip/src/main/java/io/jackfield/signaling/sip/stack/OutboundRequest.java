package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;

/** A request of ours with its client transaction. Used on the owner loop of its Call-ID. */
public final class OutboundRequest {

  private final SIPRequest request;
  private final Flow flow;

  OutboundRequest(SIPRequest request, Flow flow) {
    this.request = request;
    this.flow = flow;
  }

  /** The request as sent. */
  public SIPRequest request() {
    return request;
  }

  /** Where it went. */
  public Flow flow() {
    return flow;
  }
}
