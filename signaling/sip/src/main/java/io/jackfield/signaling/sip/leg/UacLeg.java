package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.message.Tags;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.OutboundRequest;
import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leg of somebody we call (RFC 3261 13.2).
 *
 * <pre>
 *   IDLE -- Invite --> CALLING -- 2xx, ACK --> ACCEPTED -- AcceptConfirmed --> CONFIRMED
 *                       |  Cancel                |  Cancel: BYE                  |  BYE either way
 *                       v                        v                               v
 *                   CANCELLING -- final -->     OVER                            OVER
 * </pre>
 *
 * A CANCEL waits for a provisional response (RFC 3261 9.1); a 2xx that crosses it gets ACK and BYE.
 */
final class UacLeg extends Leg {

  private static final Logger LOG = LoggerFactory.getLogger(UacLeg.class);

  /** RFC 3261 9.1: after 64*T1 without a final response the INVITE counts as cancelled. */
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(32);

  private enum State {
    IDLE,
    CALLING,
    CANCELLING,
    ACCEPTED,
    CONFIRMED
  }

  private final Target target;
  private final UacAnswers answers = new UacAnswers(this);
  private State state = State.IDLE;
  private CallId call;
  private LegId leg;
  private OutboundRequest invite;
  private String offer;
  private Failure cancelReason;
  private boolean provisional;
  private boolean ringing;
  private boolean challenged;
  private boolean cancelSent;
  private Loop.Timer cancelTimer;

  private UacLeg(LegContext context, Target target, String callId) {
    super(context, target.kind(), callId, Tags.next());
    this.target = target;
  }

  /** A leg that waits for its Invite. */
  static UacLeg to(LegContext context, Target target) {
    return new UacLeg(context, target, Tags.callId());
  }

  @Override
  void heard(CallId callId, LegId legId, Signal signal) {
    if (signal instanceof Signal.Invite wanted) {
      call = callId;
      leg = legId;
      invite(wanted);
    } else if (signal instanceof Signal.AcceptConfirmed) {
      if (state == State.ACCEPTED) {
        state = State.CONFIRMED;
      }
    } else if (signal instanceof Signal.Cancel cancel) {
      end(cancel.failure());
    } else if (signal instanceof Signal.HangUp hangUp) {
      end(hangUp.failure());
    } else if (signal instanceof Signal.Reanswer reanswer) {
      inDialog().renegotiation().reanswer(reanswer);
    } else if (signal instanceof Signal.Dtmf dtmf) {
      inDialog().sendDigit(dtmf.digit());
    }
  }

  @Override
  void tell(Signal signal) {
    context()
        .calls()
        .signal(call, leg, signal)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.debug("{} of leg {}: {}", signal, callId(), failure.getMessage());
              }
            });
  }

  private void invite(Signal.Invite wanted) {
    if (state != State.IDLE) {
      return;
    }
    state = State.CALLING;
    Optional<String> sdp = wanted.offer().flatMap(Description::sdp);
    if (sdp.isEmpty()) {
      reject(Failure.of(Reason.MISSING_SDP));
      return;
    }
    offer = sdp.get();
    target
        .flow()
        .get()
        .whenComplete(
            (flow, failure) -> loop().execute(() -> flowFound(flow, failure, wanted.caller())));
  }

  private void flowFound(Flow flow, Throwable failure, PartyInfo caller) {
    if (over()) {
      return;
    }
    if (state == State.CANCELLING) {
      finish();
    } else if (failure != null || !flow.isOpen()) {
      LOG.debug("Leg {} has no way to {}", callId(), target.requestUri());
      reject(Failure.of(Reason.NETWORK_ERROR));
    } else {
      AddressImpl from =
          Addresses.address(
              caller.name(),
              Addresses.uri(
                  caller.number().or(() -> Optional.of("anonymous")), context().domain()));
      context().table().add(this, localTag());
      dialog(Dialog.outgoing(callId(), localTag(), from, target, flow));
      descriptions(offer, null);
      send(dialog().request("INVITE"));
    }
  }

  private void send(SIPRequest request) {
    Addresses.contact(Headers.allow(request), dialog().flow().listening());
    Headers.sdp(request, offer);
    invite = context().layer().send(request, dialog().flow(), answers);
  }

  // What the far end answers; called by UacAnswers.

  void provisional(int status, SIPResponse response) {
    if (over()) {
      return;
    }
    provisional = true;
    if (state == State.CANCELLING) {
      sendCancel();
    } else if (status > 100 && !ringing && state == State.CALLING) {
      ringing = true;
      tell(new Signal.Ringing(Addresses.party(response.getTo().getAddress())));
    }
  }

  /** The first 2xx; its ACK is sent. */
  void accepted(Dialog confirmed, SIPResponse response) {
    if (over()) {
      // RFC 3261 9.1: a 2xx that comes after all else was given up.
      bye(confirmed, reasonToCancel(), () -> {});
      return;
    }
    dialog(confirmed);
    if (state == State.CANCELLING) {
      bye(reasonToCancel());
      return;
    }
    state = State.ACCEPTED;
    Optional<String> answer = Headers.sdp(response);
    if (answer.isEmpty()) {
      tell(new Signal.Rejected(Failure.of(Reason.SIP_NO_SDP)));
      bye(Failure.of(Reason.SIP_NO_SDP));
      return;
    }
    descriptions(offer, answer.get());
    Signal.Accepted accepted =
        new Signal.Accepted(
            Optional.of(Description.of(answer.get(), kind())),
            Addresses.party(response.getTo().getAddress()),
            Optional.empty());
    context()
        .calls()
        .signal(call, leg, accepted)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                loop().execute(() -> end(UasLeg.failureOf(failure)));
              }
            });
  }

  /** Another fork answered too (RFC 3261 13.2.2.4); its ACK is sent. */
  void lost(Dialog fork) {
    bye(fork, Failure.of(Reason.ALREADY_ANSWERED), () -> {});
  }

  void refused(SIPResponse response) {
    int status = response.getStatusCode();
    if (over()) {
      return;
    }
    if (state == State.CANCELLING) {
      finish();
    } else if ((status == 401 || status == 407) && !challenged && authenticate(response)) {
      challenged = true;
    } else {
      reject(Failure.ofSipResponse(status));
    }
  }

  private boolean authenticate(SIPResponse challenge) {
    if (target.credentials().isEmpty()) {
      return false;
    }
    SIPRequest again = dialog().request("INVITE");
    if (!target.credentials().get().answer(again, challenge)) {
      return false;
    }
    provisional = false;
    send(again);
    return true;
  }

  void noResponse() {
    if (over()) {
      return;
    }
    if (state == State.CANCELLING) {
      finish();
    } else if (state == State.CALLING) {
      reject(Failure.of(Reason.NETWORK_ERROR));
    }
  }

  private void reject(Failure why) {
    tell(new Signal.Rejected(why));
    finish();
  }

  private Failure reasonToCancel() {
    return cancelReason == null ? Failure.of(Reason.ORIGINATOR_CANCEL) : cancelReason;
  }

  // How it ends from our side.

  private void end(Failure why) {
    switch (state) {
      case IDLE -> finish();
      case CALLING -> cancel(why);
      case CANCELLING -> LOG.debug("Leg {} is cancelled already", callId());
      case ACCEPTED, CONFIRMED -> bye(why);
    }
  }

  private void cancel(Failure why) {
    state = State.CANCELLING;
    cancelReason = why;
    if (invite == null) {
      // The flow is still being looked for; flowFound ends the leg.
      return;
    }
    cancelTimer = loop().schedule(CANCEL_PATIENCE, this::giveUp);
    if (provisional) {
      sendCancel();
    }
  }

  private void sendCancel() {
    if (cancelSent) {
      return;
    }
    cancelSent = true;
    SIPRequest cancel = Reasons.add(Headers.userAgent(invite.cancel()), cancelReason);
    context().layer().send(cancel, dialog().flow(), UacAnswers.IGNORE);
  }

  private void giveUp() {
    cancelTimer = null;
    if (!over()) {
      invite.abandon();
      finish();
    }
  }

  // What Leg asks.

  @Override
  boolean established() {
    return state == State.ACCEPTED || state == State.CONFIRMED;
  }

  @Override
  void acknowledged(SIPRequest ack) {
    inDialog().renegotiation().acknowledged();
  }

  /** A 2xx whose transaction is over (RFC 3261 13.2.2.4): sent again, or of another fork. */
  void lateAnswer(SIPResponse response, Flow flow) {
    answers.response(response, flow);
  }

  @Override
  void byeReceived(Failure why) {
    if (!established()) {
      // RFC 3261 15: a callee may not end an early dialog so; its INVITE answer is what counts.
      return;
    }
    tell(new Signal.HangUp(why));
    finish();
  }

  @Override
  void lostEarly() {
    if (invite != null) {
      invite.abandon();
    }
    if (state == State.CANCELLING) {
      finish();
    } else {
      reject(Failure.of(Reason.NETWORK_ERROR));
    }
  }

  @Override
  void stopped() {
    if (cancelTimer != null) {
      cancelTimer.cancel();
      cancelTimer = null;
    }
  }
}
