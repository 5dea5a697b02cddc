package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.ResponseHandler;
import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests of ours that refresh a session: UPDATE, or a re-INVITE with what we said last. One at a
 * time; a collision with one of the peer's is tried again later (RFC 3261 14.1).
 */
final class OwnOffers {

  private static final Logger LOG = LoggerFactory.getLogger(OwnOffers.class);

  private final Leg leg;
  private final boolean ownerOfCallId;
  private int interval;
  private boolean pending;
  private boolean byUpdate;
  private long inviteSequence = -1;
  private SIPRequest ack;
  private Loop.Timer again;

  /**
   * Makes one.
   *
   * @param ownerOfCallId whether we made the Call-ID, which decides who waits longer
   */
  OwnOffers(Leg leg, boolean ownerOfCallId) {
    this.leg = leg;
    this.ownerOfCallId = ownerOfCallId;
  }

  /** Whether a re-INVITE or UPDATE with a description is under way. */
  boolean pending() {
    return pending;
  }

  /**
   * Refreshes the session.
   *
   * @param seconds its interval
   * @param updates whether the peer takes UPDATE
   */
  void refresh(int seconds, boolean updates) {
    if (pending || leg.over()) {
      return;
    }
    interval = seconds;
    if (leg.inDialog().renegotiation().busy()) {
      retry();
      return;
    }
    byUpdate = updates;
    SIPRequest request = leg.dialog().request(updates ? "UPDATE" : "INVITE");
    Addresses.contact(Headers.allow(request), leg.dialog().flow().listening());
    Headers.set(request, "Supported", "timer");
    Headers.set(request, "Session-Expires", interval + ";refresher=uac");
    Headers.set(request, "Min-SE", Integer.toString(leg.context().minSessionExpires()));
    if (!updates) {
      pending = true;
      inviteSequence = request.getCSeq().getSeqNumber();
      ack = null;
      leg.localSdp().ifPresent(sdp -> Headers.sdp(request, SdpHold.offerAgain(sdp)));
    }
    leg.context().layer().send(request, leg.dialog().route(), new Answers());
  }

  /** RFC 3261 14.1: 2.1 to 4 s for the owner of the Call-ID, 0 to 2 s for the other. */
  private void retry() {
    long least = ownerOfCallId ? 2_100 : 10;
    long most = ownerOfCallId ? 4_000 : 2_000;
    Duration wait = Duration.ofMillis(ThreadLocalRandom.current().nextLong(least, most));
    again =
        leg.loop()
            .schedule(
                wait,
                () -> {
                  again = null;
                  refresh(interval, leg.inDialog().timer().peerUpdates());
                });
  }

  private final class Answers implements ResponseHandler {
    @Override
    public void response(SIPResponse response, Flow flow) {
      int status = response.getStatusCode();
      if (status < 200) {
        return;
      }
      if (ack != null && status < 300 && !byUpdate) {
        lateAnswer(response);
        return;
      }
      pending = false;
      if (status < 300) {
        leg.dialog().refresh(response);
        if (!byUpdate) {
          acknowledge(response);
        }
        if (!leg.over()) {
          leg.inDialog().timer().agreed(response, true);
        }
      } else if (!leg.over()) {
        refused(status);
      }
    }

    @Override
    public void noResponse() {
      pending = false;
      refused(408);
    }
  }

  private void refused(int status) {
    if (leg.over()) {
      return;
    }
    if (status == 491) {
      retry();
    } else if (status == 408 || status == 481) {
      // RFC 3261 12.2.1.2: the peer knows nothing of this dialog any more.
      leg.tell(new Signal.HangUp(Failure.of(Reason.NETWORK_ERROR)));
      leg.bye(Failure.of(Reason.NETWORK_ERROR));
    } else if (byUpdate && (status == 405 || status == 501)) {
      refresh(interval, false);
    } else {
      // The session stays as it was until its timer ends it (RFC 4028 10).
      LOG.debug("Leg {}: refresh refused with {}", leg.callId(), status);
    }
  }

  private void acknowledge(SIPResponse response) {
    ack = leg.dialog().ack(response.getCSeq().getSeqNumber());
    leg.context().layer().sendStateless(ack, leg.dialog().route());
  }

  /** The 2xx came again: its ACK was lost. */
  void lateAnswer(SIPResponse response) {
    if (ack != null && response.getCSeq().getSeqNumber() == inviteSequence) {
      leg.context().layer().countRetransmission();
      leg.context().layer().sendStateless(ack, leg.dialog().route());
    }
  }

  void stop() {
    if (again != null) {
      again.cancel();
      again = null;
    }
  }
}
