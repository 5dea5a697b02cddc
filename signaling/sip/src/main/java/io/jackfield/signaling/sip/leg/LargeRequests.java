package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPRequest;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.transport.connection.TransportKind;

/** Requests that must not travel as datagrams (RFC 3261 18.1.1). */
final class LargeRequests {

  /** For an unknown path MTU. */
  private static final int MOST_BY_UDP = 1_300;

  /** What the headers of a request of ours take at most; saves writing small ones twice. */
  private static final int HEADERS = 800;

  private LargeRequests() {}

  static boolean tooLarge(SIPRequest request, Flow flow) {
    byte[] body = request.getRawContent();
    return flow.kind() == TransportKind.UDP
        && (body == null ? 0 : body.length) + HEADERS > MOST_BY_UDP
        && request.encodeAsBytes(flow.kind().name()).length > MOST_BY_UDP;
  }
}
