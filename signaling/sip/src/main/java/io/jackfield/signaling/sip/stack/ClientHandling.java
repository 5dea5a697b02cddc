package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.message.SIPResponse;

/** Ties a client transaction to its handler and tells a failure once. */
final class ClientHandling {

  private final ResponseHandler handler;
  private final Flow flow;
  private boolean over;
  private boolean abandoned;

  ClientHandling(ResponseHandler handler, Flow flow) {
    this.handler = handler;
    this.flow = flow;
  }

  Flow flow() {
    return flow;
  }

  void response(SIPResponse response) {
    if (response.getStatusCode() >= 200) {
      over = true;
    }
    if (!abandoned) {
      handler.response(response, flow);
    }
  }

  void abandon() {
    over = true;
    abandoned = true;
  }

  void failed() {
    if (!over) {
      over = true;
      handler.noResponse();
    }
  }
}
