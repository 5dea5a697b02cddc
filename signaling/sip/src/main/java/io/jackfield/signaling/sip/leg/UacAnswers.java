package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.ResponseHandler;
import java.util.HashMap;
import java.util.Map;

/**
 * Sorts the responses to a leg's INVITE: provisional, the first 2xx, 2xx of other forks, 2xx sent
 * again, refusals. Every 2xx gets its ACK here (RFC 3261 13.2.2.4).
 */
final class UacAnswers implements ResponseHandler {

  /** Answers that change nothing. */
  static final ResponseHandler IGNORE =
      new ResponseHandler() {
        @Override
        public void response(SIPResponse response, Flow flow) {
          // The INVITE's own final response says what became of it.
        }

        @Override
        public void noResponse() {
          // As above.
        }
      };

  private final UacLeg leg;
  private final Map<String, Ack> acks = new HashMap<>(2);

  private record Ack(SIPRequest request, Flow flow) {}

  UacAnswers(UacLeg leg) {
    this.leg = leg;
  }

  @Override
  public void response(SIPResponse response, Flow flow) {
    int status = response.getStatusCode();
    if (status < 200) {
      leg.provisional(status, response);
    } else if (status < 300) {
      answered(response);
    } else {
      leg.refused(response);
    }
  }

  private void answered(SIPResponse response) {
    String tag = response.getToTag() == null ? "" : response.getToTag();
    Ack ack = acks.get(tag);
    boolean repeated = ack != null;
    Dialog confirmed = repeated ? null : leg.dialog().confirmedBy(response);
    if (!repeated) {
      ack = new Ack(confirmed.ack(response.getCSeq().getSeqNumber()), confirmed.route());
      acks.put(tag, ack);
    }
    leg.context().layer().sendStateless(ack.request(), ack.flow());
    if (repeated) {
      leg.context().layer().countRetransmission();
    } else if (acks.size() == 1) {
      leg.accepted(confirmed, response);
    } else {
      leg.lost(confirmed);
    }
  }

  @Override
  public void noResponse() {
    leg.noResponse();
  }
}
