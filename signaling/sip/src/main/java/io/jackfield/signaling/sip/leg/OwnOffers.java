package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.ResponseHandler;
import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests of ours within a session: a refresh by UPDATE, or a re-INVITE with what we said last; a
 * re-INVITE that tells the peer that the other side holds the call, or no longer. One at a time; a
 * collision with one of the peer's is tried again later (RFC 3261 14.1).
 */
final class OwnOffers {

  private static final Logger LOG = LoggerFactory.getLogger(OwnOffers.class);

  private final Leg leg;
  private final boolean ownerOfCallId;
  private int interval;
  private boolean pending;
  private boolean holding;
  private boolean toldHolding;
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

  /** Whether a re-INVITE with a description is under way. */
  boolean pending() {
    return pending;
  }

  /** Whether the other side holds the call, so that our media goes out only. */
  boolean holding() {
    return holding;
  }

  /**
   * Tells the peer that the other side holds the call, or has taken it back.
   *
   * @param now whether it holds
   */
  void hold(boolean now) {
    holding = now;
    tellHolding();
  }

  /** The engine has answered an offer of the peer: what was told of hold is overwritten. */
  void overwritten() {
    toldHolding = false;
  }

  /** As soon as nothing else is under way: whoever settles that comes here again. */
  void tellHolding() {
    if (holding == toldHolding || pending || leg.over() || !leg.acknowledged()) {
      return;
    }
    Optional<String> ours = leg.localSdp();
    if (ours.isEmpty() || leg.remoteSdp().isEmpty() || leg.inDialog().renegotiation().busy()) {
      return;
    }
    String directed =
        SdpHold.directed(ours.get(), holding ? Direction.SENDONLY : Direction.SENDRECV);
    SIPRequest request = leg.dialog().request("INVITE");
    Addresses.contact(Headers.allow(request), leg.dialog().flow().listening());
    Headers.set(request, "Supported", "timer");
    offer(request, directed, new HoldAnswers(directed, holding));
  }

  /**
   * Refreshes the session.
   *
   * @param seconds its interval
   * @param updates whether the peer takes UPDATE
   */
  void refresh(int seconds, boolean updates) {
    if (leg.over()) {
      return;
    }
    interval = seconds;
    if (pending || leg.inDialog().renegotiation().busy()) {
      retry(this::refreshAgain);
      return;
    }
    SIPRequest request = leg.dialog().request(updates ? "UPDATE" : "INVITE");
    Addresses.contact(Headers.allow(request), leg.dialog().flow().listening());
    Headers.set(request, "Supported", "timer");
    Headers.set(request, "Session-Expires", interval + ";refresher=uac");
    Headers.set(request, "Min-SE", Integer.toString(leg.context().minSessionExpires()));
    if (updates) {
      leg.context().layer().send(request, leg.dialog().route(), new Refreshed(true));
    } else {
      offer(request, leg.localSdp().orElse(""), new Refreshed(false));
    }
  }

  private void refreshAgain() {
    refresh(interval, leg.inDialog().timer().peerUpdates());
  }

  private void offer(SIPRequest request, String sdp, ResponseHandler answers) {
    pending = true;
    inviteSequence = request.getCSeq().getSeqNumber();
    ack = null;
    if (!sdp.isEmpty()) {
      Headers.sdp(request, SdpHold.offerAgain(sdp));
    }
    leg.context().layer().send(request, leg.dialog().route(), answers);
  }

  /** RFC 3261 14.1: 2.1 to 4 s for the owner of the Call-ID, 0 to 2 s for the other. */
  private void retry(Runnable what) {
    long least = ownerOfCallId ? 2_100 : 10;
    long most = ownerOfCallId ? 4_000 : 2_000;
    Duration wait = Duration.ofMillis(ThreadLocalRandom.current().nextLong(least, most));
    stop();
    again =
        leg.loop()
            .schedule(
                wait,
                () -> {
                  again = null;
                  what.run();
                });
  }

  /** The answers to one request; a 2xx to an INVITE gets its ACK, as often as it comes. */
  private abstract class Answers implements ResponseHandler {

    private final boolean update;

    Answers(boolean update) {
      this.update = update;
    }

    @Override
    public final void response(SIPResponse response, Flow flow) {
      int status = response.getStatusCode();
      if (status < 200) {
        return;
      }
      if (ack != null && status < 300 && !update) {
        lateAnswer(response);
        return;
      }
      if (!update) {
        pending = false;
      }
      if (status < 300) {
        leg.dialog().refresh(response);
        if (!update) {
          acknowledge(response);
        }
        if (!leg.over()) {
          agreed(response);
        }
      } else {
        refused(status);
      }
      tellHolding();
    }

    @Override
    public final void noResponse() {
      pending = pending && update;
      refused(408);
    }

    private void refused(int status) {
      if (leg.over()) {
        return;
      }
      if (status == 408 || status == 481) {
        // RFC 3261 12.2.1.2: the peer knows nothing of this dialog any more.
        leg.tell(new Signal.HangUp(Failure.of(Reason.NETWORK_ERROR)));
        leg.bye(Failure.of(Reason.NETWORK_ERROR));
      } else {
        failed(status);
      }
    }

    abstract void agreed(SIPResponse response);

    abstract void failed(int status);
  }

  private final class Refreshed extends Answers {

    private final boolean byUpdate;

    Refreshed(boolean byUpdate) {
      super(byUpdate);
      this.byUpdate = byUpdate;
    }

    @Override
    void agreed(SIPResponse response) {
      leg.inDialog().timer().agreed(response, true);
    }

    @Override
    void failed(int status) {
      if (status == 491) {
        retry(OwnOffers.this::refreshAgain);
      } else if (byUpdate && (status == 405 || status == 501)) {
        refresh(interval, false);
      } else {
        // The session stays as it was until its timer ends it (RFC 4028 10).
        LOG.debug("Leg {}: refresh refused with {}", leg.callId(), status);
      }
    }
  }

  private final class HoldAnswers extends Answers {

    private final String offered;
    private final boolean told;

    HoldAnswers(String offered, boolean told) {
      super(false);
      this.offered = offered;
      this.told = told;
    }

    @Override
    void agreed(SIPResponse response) {
      toldHolding = told;
      leg.inDialog().timer().agreed(response, false);
      // A peer that moves its media in an answer is found out by its next offer.
      String theirs =
          Headers.sdp(response)
              .filter(sdp -> leg.remoteSdp().filter(r -> SdpHold.sameMedia(sdp, r)).isPresent())
              .orElse(leg.remoteSdp().orElse(null));
      leg.descriptions(offered, theirs);
    }

    @Override
    void failed(int status) {
      if (status == 491 || status == 500) {
        retry(OwnOffers.this::tellHolding);
      } else {
        // A peer that will not be told stays in the call; its media is silenced anyhow.
        toldHolding = told;
        LOG.debug("Leg {}: hold refused with {}", leg.callId(), status);
      }
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
