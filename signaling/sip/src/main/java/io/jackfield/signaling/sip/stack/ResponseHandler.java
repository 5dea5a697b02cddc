package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.message.SIPResponse;

/** Receiver of the answers to one request of ours, on the owner loop of its Call-ID. */
public interface ResponseHandler {

  /** A provisional or final response. */
  void response(SIPResponse response, Flow flow);

  /** No final response will come: the timer ran out or the transport failed. Told once. */
  void noResponse();
}
