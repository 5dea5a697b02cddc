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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
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
 * While CALLING, one target after the other is tried, each by an {@link Attempt}.
 */
final class UacLeg extends Leg {

  private static final Logger LOG = LoggerFactory.getLogger(UacLeg.class);

  private enum State {
    IDLE,
    CALLING,
    CANCELLING,
    ACCEPTED,
    CONFIRMED
  }

  private final Targets targets;
  private State state = State.IDLE;
  private CallId call;
  private LegId leg;
  private PartyInfo caller;
  private Map<String, String> headers = Map.of();
  private String offer;
  private final List<Attempt> attempts = new ArrayList<>(1);
  private Attempt attempt;
  private Failure lastFailure = Failure.of(Reason.NETWORK_ERROR);
  private boolean ringing;
  private boolean early;

  private UacLeg(LegContext context, Targets targets, String callId) {
    super(context, targets.kind(), callId, Tags.next(), true);
    this.targets = targets;
  }

  /** A leg that waits for its Invite. */
  static UacLeg to(LegContext context, Targets targets) {
    return new UacLeg(context, targets, context.layer().owners().newCallId());
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
      inDialog().referral().afterwards(() -> end(hangUp.failure()));
    } else {
      inDialog().heard(signal);
    }
  }

  @Override
  CompletionStage<Void> ask(Signal signal) {
    return context().calls().signal(call, leg, signal);
  }

  @Override
  Optional<Place> place() {
    return call == null ? Optional.empty() : Optional.of(new Place(call, leg));
  }

  @Override
  void moved(Place place) {
    call = place.call();
    leg = place.leg();
  }

  @Override
  void tell(Signal signal) {
    ask(signal)
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
    caller = wanted.caller();
    headers = wanted.headers();
    next();
  }

  // One target after the other.

  private void next() {
    attempt = null;
    targets
        .next()
        .whenComplete((target, failure) -> loop().execute(() -> targetFound(target, failure)));
  }

  private void targetFound(Optional<Target> target, Throwable failure) {
    if (over()) {
      return;
    }
    if (state == State.CANCELLING) {
      finish();
    } else if (failure != null || target.isEmpty()) {
      LOG.debug("Leg {} has nowhere else to go", callId());
      reject(lastFailure);
    } else {
      target
          .get()
          .flow()
          .get()
          .whenComplete((flow, no) -> loop().execute(() -> flowFound(target.get(), flow, no)));
    }
  }

  private void flowFound(Target target, Flow flow, Throwable failure) {
    if (over()) {
      return;
    }
    if (state == State.CANCELLING) {
      finish();
    } else if (failure != null || !flow.isOpen()) {
      LOG.debug("Leg {} has no way to {}", callId(), target.requestUri());
      lastFailure = Failure.of(Reason.NETWORK_ERROR);
      next();
    } else {
      Optional<String> theirs = target.manner().offer(offer);
      if (theirs.isEmpty()) {
        lastFailure = Failure.of(Reason.NOT_ACCEPTABLE);
        next();
        return;
      }
      AddressImpl from = target.manner().from(caller).orElseGet(this::usualFrom);
      context().table().add(this, localTag());
      long sequence = dialog() == null ? 0 : dialog().localSequence();
      dialog(Dialog.outgoing(callId(), localTag(), from, target, flow, sequence));
      descriptions(theirs.get(), null);
      attempt = new Attempt(this, target, dialog(), theirs.get());
      attempts.add(attempt);
      attempt.start();
    }
  }

  private AddressImpl usualFrom() {
    if (caller.identity().hidden()) {
      return Addresses.anonymous();
    }
    return Addresses.address(
        caller.name(),
        Addresses.uri(caller.number().or(() -> Optional.of("anonymous")), context().domain()));
  }

  /** Who calls. */
  PartyInfo caller() {
    return caller;
  }

  /** What a route adds to the INVITE. */
  Map<String, String> headers() {
    return headers;
  }

  // What an attempt tells.

  /** The INVITE goes another way than planned. */
  void moved(Flow better) {
    dialog().flow(better);
    watch();
  }

  void provisional(SIPResponse response, Fork fork) {
    if (over() || state != State.CALLING) {
      return;
    }
    PartyInfo callee = Addresses.party(response.getTo().getAddress());
    if (!early
        && Headers.sdp(response).isPresent()
        && fork.answer().filter(attempt.manner()::takes).isPresent()) {
      // The first fork with media is heard; the others stay silent until one answers.
      early = true;
      Description answer = Description.of(fork.answer().get(), kind());
      earlyMedia(new Signal.EarlyMedia(answer, callee));
    }
    if (!early || response.getStatusCode() == 180) {
      ring(callee);
    }
  }

  /** Where early media cannot be passed on, the caller at least hears that it rings. */
  private void earlyMedia(Signal.EarlyMedia media) {
    context()
        .calls()
        .signal(call, leg, media)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                loop().execute(() -> ring(media.callee()));
              }
            });
  }

  private void ring(PartyInfo callee) {
    if (!over() && !ringing && state == State.CALLING) {
      ringing = true;
      tell(new Signal.Ringing(callee));
    }
  }

  /** The first 2xx of an attempt that was not withdrawn; its ACK is sent. */
  void accepted(Fork fork, SIPResponse response) {
    if (over() || state != State.CALLING) {
      bye(fork.dialog(), Failure.of(Reason.ORIGINATOR_CANCEL), () -> {});
      return;
    }
    attempt.settle();
    dialog(fork.dialog());
    state = State.ACCEPTED;
    Optional<String> answer = fork.answer();
    if (answer.isEmpty()) {
      tell(new Signal.Rejected(Failure.of(Reason.SIP_NO_SDP)));
      bye(Failure.of(Reason.SIP_NO_SDP));
      return;
    }
    if (!attempt.manner().takes(answer.get())) {
      tell(new Signal.Rejected(Failure.of(Reason.NOT_ACCEPTABLE)));
      bye(Failure.of(Reason.NOT_ACCEPTABLE));
      return;
    }
    descriptions(SdpKeys.settled(localSdp().orElse(offer), answer.get()), answer.get());
    inDialog().timer().agreed(response, true);
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

  /**
   * An attempt came to nothing.
   *
   * @param elsewhere whether the next target may do better
   */
  void failed(Attempt which, Failure why, boolean elsewhere) {
    if (over() || which != attempt || state != State.CALLING) {
      return;
    }
    lastFailure = why;
    which.withdraw(why);
    if (elsewhere && !ringing && !early) {
      next();
    } else {
      reject(why);
    }
  }

  /** A withdrawn attempt has cleaned up behind itself. */
  void withdrawn(Attempt which) {
    if (!over() && which == attempt && state == State.CANCELLING) {
      finish();
    }
  }

  private void reject(Failure why) {
    tell(new Signal.Rejected(why));
    finish();
  }

  // How it ends from our side.

  private void end(Failure why) {
    switch (state) {
      case IDLE -> finish();
      case CALLING -> {
        state = State.CANCELLING;
        if (attempt != null) {
          attempt.withdraw(why);
        }
      }
      case CANCELLING -> LOG.debug("Leg {} is cancelled already", callId());
      case ACCEPTED, CONFIRMED -> bye(why);
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

  @Override
  void lateAnswer(SIPResponse response, Flow flow) {
    for (Attempt each : attempts) {
      if (each.asked(response)) {
        each.response(response, flow);
        return;
      }
    }
    super.lateAnswer(response, flow);
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
    Attempt lost = attempt;
    if (state == State.CANCELLING || lost == null) {
      finish();
    } else {
      lastFailure = Failure.of(Reason.NETWORK_ERROR);
      attempt = null;
      lost.abandon();
      if (ringing || early) {
        reject(lastFailure);
      } else {
        next();
      }
    }
  }

  @Override
  void stopped() {
    targets.close();
  }
}
