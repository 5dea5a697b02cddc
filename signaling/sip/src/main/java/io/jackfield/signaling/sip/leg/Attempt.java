package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.message.OptionTags;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.OutboundRequest;
import io.jackfield.signaling.sip.stack.ResponseHandler;
import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An INVITE of ours to one target, with its answers to challenges. Sorts the responses:
 * provisional, the first 2xx, 2xx of other forks, 2xx sent again, refusals. Every 2xx gets its ACK
 * here (RFC 3261 13.2.2.4). Once withdrawn it only cleans up behind itself: a CANCEL waits for a
 * provisional response (9.1); a 2xx that crosses it gets ACK and BYE.
 */
final class Attempt implements ResponseHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  /** RFC 3261 9.1: after 64*T1 without a final response the INVITE counts as cancelled. */
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(32);

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
  private final Target target;
  private final Dialog dialog;
  private final String offer;
  private final TimerTerms timer;
  private final Map<String, Fork> forks = new HashMap<>(2);
  private final Set<Long> sequences = new HashSet<>(2);
  private OutboundRequest invite;
  private Loop.Timer patience;
  private Loop.Timer cancelTimer;
  private Failure withdrawn;
  private boolean provisional;
  private boolean challenged;
  private boolean cancelSent;
  private boolean over;

  /**
   * Makes one; nothing is sent yet.
   *
   * @param dialog the dialog it is to start
   */
  Attempt(UacLeg leg, Target target, Dialog dialog, String offer) {
    this.leg = leg;
    this.timer = new TimerTerms(leg.context().sessionExpires(), leg.context().minSessionExpires());
    this.target = target;
    this.dialog = dialog;
    this.offer = offer;
  }

  /** What its far end wants. */
  Manner manner() {
    return target.manner();
  }

  /** Whether a response is to an INVITE of this attempt. */
  boolean asked(SIPResponse response) {
    return sequences.contains(response.getCSeq().getSeqNumber());
  }

  /** Sends the INVITE; by TCP if it is too large for a datagram (RFC 3261 18.1.1). */
  void start() {
    SIPRequest request = request();
    Flow flow = dialog.flow();
    if (target.natted() || !LargeRequests.tooLarge(request, flow)) {
      send(request);
      waitForAnything();
      return;
    }
    leg.context()
        .layer()
        .flowForLarge(flow)
        .whenComplete((better, failure) -> leg.loop().execute(() -> sendLarge(request, better)));
  }

  private void sendLarge(SIPRequest request, Flow better) {
    if (over) {
      return;
    }
    if (better == dialog.flow()) {
      send(request);
    } else {
      leg.moved(better);
      send(request());
    }
    waitForAnything();
  }

  private void waitForAnything() {
    if (!target.patience().isZero() && !over) {
      patience = leg.loop().schedule(target.patience(), this::tooSlow);
    }
  }

  private void tooSlow() {
    patience = null;
    LOG.debug("Leg {}: nothing from {}", leg.callId(), target.requestUri());
    leg.failed(this, Failure.of(Reason.NETWORK_ERROR), true);
  }

  private SIPRequest request() {
    SIPRequest request = dialog.request("INVITE");
    Addresses.contact(Headers.allow(request), dialog.flow().listening());
    // Browsers need no acknowledged ringing, and some of their stacks fail on it.
    Headers.set(
        request,
        "Supported",
        target.kind() == SdpKind.WEBRTC ? OptionTags.SUPPORTED : "100rel, " + OptionTags.SUPPORTED);
    timer.offer(request);
    target.manner().dress(request, leg.caller());
    leg.headers().forEach((name, value) -> Headers.set(request, name, value));
    return Headers.sdp(request, offer);
  }

  private void send(SIPRequest request) {
    provisional = false;
    sequences.add(request.getCSeq().getSeqNumber());
    invite = leg.context().layer().send(request, dialog.flow(), this);
  }

  @Override
  public void response(SIPResponse response, Flow flow) {
    stopPatience();
    int status = response.getStatusCode();
    if (status < 200) {
      provisional(status, response);
    } else if (status < 300) {
      answered(response);
    } else {
      refused(response);
    }
  }

  private void provisional(int status, SIPResponse response) {
    provisional = true;
    if (withdrawn != null) {
      sendCancel();
    } else if (!over && status > 100) {
      Fork fork = fork(response);
      if (fork.provisional(response)) {
        leg.provisional(response, fork);
      }
    }
  }

  private Fork fork(SIPResponse response) {
    String tag = response.getToTag() == null ? "" : response.getToTag();
    return forks.computeIfAbsent(tag, t -> new Fork(leg.context(), dialog.fork(response)));
  }

  private void answered(SIPResponse response) {
    Fork fork = fork(response);
    if (!fork.confirmed(response)) {
      return;
    }
    if (withdrawn != null) {
      leg.bye(fork.dialog(), withdrawn, this::finish);
    } else if (forks.values().stream().filter(Fork::isConfirmed).count() > 1) {
      // Another fork answered too (RFC 3261 13.2.2.4).
      leg.bye(fork.dialog(), Failure.of(Reason.ALREADY_ANSWERED), () -> {});
    } else {
      leg.accepted(fork, response);
    }
  }

  private void refused(SIPResponse response) {
    int status = response.getStatusCode();
    if (withdrawn != null) {
      finish();
    } else if (over) {
      LOG.debug("Leg {}: {} comes too late", leg.callId(), status);
    } else if ((status == 401 || status == 407) && !challenged && authenticate(response)) {
      challenged = true;
    } else if (status == 422 && timer.tooSmall(response)) {
      send(request());
    } else {
      over = true;
      leg.failed(this, Failure.ofSipResponse(status), target.manner().elsewhere(status));
    }
  }

  private boolean authenticate(SIPResponse challenge) {
    if (target.credentials().isEmpty()) {
      return false;
    }
    SIPRequest again = request();
    if (!target.credentials().get().answer(again, challenge)) {
      return false;
    }
    send(again);
    return true;
  }

  @Override
  public void noResponse() {
    stopPatience();
    if (withdrawn != null) {
      finish();
    } else if (!over) {
      over = true;
      leg.failed(this, Failure.of(Reason.NETWORK_ERROR), true);
    }
  }

  /**
   * Nobody wants an answer any more. Tells the leg when nothing of it is left.
   *
   * @param why goes into CANCEL and BYE
   */
  void withdraw(Failure why) {
    stopPatience();
    if (over || withdrawn != null) {
      return;
    }
    withdrawn = why;
    if (invite == null) {
      finish();
      return;
    }
    cancelTimer = leg.loop().schedule(CANCEL_PATIENCE, this::abandon);
    if (provisional) {
      sendCancel();
    }
  }

  private void sendCancel() {
    if (cancelSent) {
      return;
    }
    cancelSent = true;
    SIPRequest cancel = Reasons.add(Headers.userAgent(invite.cancel()), withdrawn);
    leg.context().layer().send(cancel, dialog.flow(), IGNORE);
  }

  /** Stops without another word, as when the connection is gone. */
  void abandon() {
    if (invite != null) {
      invite.abandon();
    }
    finish();
  }

  /** It did its duty: the leg has its dialog. */
  void settle() {
    stopPatience();
  }

  private void finish() {
    if (over) {
      return;
    }
    over = true;
    stopPatience();
    if (cancelTimer != null) {
      cancelTimer.cancel();
      cancelTimer = null;
    }
    leg.withdrawn(this);
  }

  private void stopPatience() {
    if (patience != null) {
      patience.cancel();
      patience = null;
    }
  }
}
