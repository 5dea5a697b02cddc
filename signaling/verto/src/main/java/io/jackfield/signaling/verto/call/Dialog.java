package io.jackfield.signaling.verto.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Party;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.verto.connection.Answer;
import io.jackfield.signaling.verto.rpc.RpcError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a client. On the client's owner, but for {@link #deliver}.
 *
 * <p>Moves: {@code CALLING -> UP -> OVER} for a call the client placed, {@code RINGING -> ACCEPTED
 * -> UP -> OVER} for one it is invited to; {@code OVER} from everywhere.
 */
final class Dialog implements Party {

  private static final Logger log = LoggerFactory.getLogger(Dialog.class);

  /** How far it got. */
  enum State {
    /** The client has called and waits. */
    CALLING,
    /** The client is invited and has to decide. */
    RINGING,
    /** The client has taken it; whether in time is not known yet. */
    ACCEPTED,
    /** Both talk. */
    UP,
    /** Ended. */
    OVER
  }

  private final VertoClient client;
  private final String id;
  private volatile CallId call;
  private volatile LegId leg;
  private State state;
  private Parties parties;
  private boolean held;
  private boolean otherHolds;
  private boolean displayedHold;
  private boolean ringing;
  private boolean hears;
  private Optional<Answer> update = Optional.empty();
  private boolean attaching;
  private boolean offeredAgain;

  private Dialog(
      VertoClient client, String id, CallId call, LegId leg, State state, Parties parties) {
    this.client = client;
    this.id = id;
    this.call = call;
    this.leg = leg;
    this.state = state;
    this.parties = parties;
  }

  /** A call the client places; the call's id is the client's {@code callID}. */
  static Dialog placed(VertoClient client, String id, Parties parties) {
    return new Dialog(client, id, new CallId(id), LegId.CALLER, State.CALLING, parties);
  }

  /** A call the client is invited to. */
  static Dialog invited(VertoClient client, String id, Signal.Invite invite, Parties parties) {
    return new Dialog(client, id, invite.call(), invite.leg(), State.RINGING, parties);
  }

  String id() {
    return id;
  }

  CallId call() {
    return call;
  }

  boolean isLeg(CallId about, LegId of) {
    return call.equals(about) && leg.equals(of);
  }

  State state() {
    return state;
  }

  boolean held() {
    return held;
  }

  /** The client holds the call, or takes it back; a hold before the call is up begins with it. */
  void hold(boolean now) {
    if (held != now) {
      held = now;
      if (state == State.UP) {
        sayLast(now ? Signal.Hold.SILENT : new Signal.Unhold());
      }
    }
  }

  Parties parties() {
    return parties;
  }

  /** An offer or answer of the client: complete, WebRTC. */
  static Description description(String sdp) {
    return Description.of(sdp, SdpKind.WEBRTC);
  }

  /** Says something about this call for the client. */
  CompletionStage<Void> say(Signal signal) {
    return client.context().service().calls().signal(call, leg, signal);
  }

  /** The same when the answer changes nothing: the call may be over, which it tells by itself. */
  void sayLast(Signal signal) {
    say(signal).exceptionally(over -> null);
  }

  /** The client has answered our invite: it alerts its user, or will not take the call. */
  void alerting(boolean ok) {
    if (state != State.RINGING) {
      return;
    }
    if (ok) {
      sayLast(new Signal.Ringing(PartyInfo.UNKNOWN));
    } else {
      leave(Failure.of(Reason.CALL_REJECTED));
    }
  }

  /** The client takes the call. */
  void accept(String sdp) {
    state = State.ACCEPTED;
    say(new Signal.Accepted(Optional.of(description(sdp)), PartyInfo.UNKNOWN, Optional.empty()))
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                client.run(() -> lost(Causes.of(error)));
              }
            });
  }

  /** The accept did not win; a cancel that says more may have come before. */
  private void lost(Failure failure) {
    if (state == State.ACCEPTED) {
      log.info("call={} leg={} not taken: {}", call, leg, failure.name());
      bye(failure);
    }
  }

  /** The client leaves. */
  void leave(Failure failure) {
    boolean deciding = state == State.RINGING;
    over();
    sayLast(deciding ? new Signal.Rejected(failure) : new Signal.HangUp(failure));
  }

  /** The client's socket is gone and the call is not up, or nobody came back for it. */
  void abandon() {
    boolean caller = leg.equals(LegId.CALLER);
    leave(Failure.of(caller ? Reason.CALLER_STOPPED : Reason.CALLEE_STOPPED));
  }

  /** A new offer of the client within the call; the outcome is the request's result. */
  void update(String sdp, Answer answer) {
    if (update.isPresent() || state != State.UP) {
      answer.refuse(RpcError.call("CALL ERROR", identified()));
      return;
    }
    update = Optional.of(answer);
    say(new Signal.Reoffer(description(sdp)))
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                client.run(() -> updated(Optional.empty()));
              }
            });
  }

  private void updated(Optional<String> sdp) {
    update.ifPresent(
        answer -> {
          Map<String, Object> fields = identified();
          fields.put("action", "updateMedia");
          if (sdp.isPresent()) {
            fields.put("sdp", sdp.get());
            fields.put("holdState", holdState());
            answer.ok(fields);
          } else {
            answer.refuse(RpcError.call("CALL ERROR", fields));
          }
        });
    update = Optional.empty();
  }

  /** The client has a new socket and knows nothing of this call: it is offered anew. */
  void offerAgain() {
    attaching = true;
    offeredAgain = false;
    sayLast(new Signal.OfferAgain());
  }

  /** The client answers that offer; false when there is none. */
  boolean attach(String sdp) {
    if (!offeredAgain) {
      return false;
    }
    offeredAgain = false;
    sayLast(new Signal.AnswerAgain(description(sdp)));
    return true;
  }

  private void reoffered(Signal.Reoffered again) {
    if (attaching) {
      offeredAgain = true;
      Map<String, Object> params = identified();
      again.offer().sdp().ifPresent(sdp -> params.put("sdp", sdp));
      params.putAll(parties.fields());
      client.tell("verto.attach", params);
      client.offeredAgain(this, true);
    }
  }

  /** The outcome of a negotiation within the call: of the client's own, or of our offer. */
  private void renegotiated(Signal.Reanswer outcome) {
    if (update.isPresent() || !attaching) {
      updated(outcome.answer().flatMap(Description::sdp));
    } else if (outcome.failure().isPresent()) {
      // The client has lost what it had and there is nothing to give it.
      Failure failure = outcome.failure().get();
      log.info("call={} leg={} cannot be taken up again: {}", call, leg, failure.text());
      bye(failure);
      sayLast(new Signal.HangUp(failure));
    }
  }

  /**
   * The client has its call go on without it: somebody else is called, or another call of the
   * client is joined with it.
   */
  void transfer(Signal signal, Map<String, Object> repeated, Answer answer) {
    say(signal)
        .whenComplete(
            (done, error) ->
                client.run(
                    () -> {
                      if (error == null) {
                        repeated.put("holdState", holdState());
                        repeated.put("message", "CALL TRANSFERRED");
                        answer.ok(repeated);
                      } else {
                        log.info(
                            "call={} leg={} not transferred: {}",
                            call,
                            leg,
                            Causes.of(error).text());
                        answer.refuse(RpcError.call("CALL TRANSFER FAILED", repeated));
                      }
                    }));
  }

  /** The gateway's name for the client's leg. */
  LegId leg() {
    return leg;
  }

  String holdState() {
    return held ? "held" : "active";
  }

  Map<String, Object> identified() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("callID", id);
    return fields;
  }

  @Override
  public void deliver(CallId about, LegId of, Signal signal) {
    client.run(() -> heard(signal));
  }

  private void heard(Signal signal) {
    if (state == State.OVER) {
      return;
    }
    if (signal instanceof Signal.Accepted accepted) {
      answered(accepted);
    } else if (signal instanceof Signal.Ringing ringing) {
      rings(ringing.callee());
    } else if (signal instanceof Signal.EarlyMedia media) {
      early(media.answer());
    } else if (signal instanceof Signal.AcceptConfirmed) {
      up();
    } else if (signal instanceof Signal.Cancel cancel) {
      bye(cancel.failure());
    } else if (signal instanceof Signal.HangUp hangUp) {
      bye(hangUp.failure());
    } else if (signal instanceof Signal.Moved moved) {
      log.info("call={} leg={} is call={} leg={} now", call, leg, moved.call(), moved.leg());
      call = moved.call();
      leg = moved.leg();
    } else if (signal instanceof Signal.Transferred transferred) {
      otherIs(transferred.other());
    } else if (signal instanceof Signal.TransferState transfer) {
      transferred(transfer);
    } else if (signal instanceof Signal.Hold) {
      otherHolds(true);
    } else if (signal instanceof Signal.Unhold) {
      otherHolds(false);
    } else if (signal instanceof Signal.Dtmf dtmf) {
      Map<String, Object> params = identified();
      params.put("dtmf", String.valueOf(dtmf.digit()));
      client.tell("verto.info", params);
    } else if (signal instanceof Signal.Reanswer reanswer) {
      renegotiated(reanswer);
    } else if (signal instanceof Signal.Reoffered again) {
      reoffered(again);
    } else {
      // Candidates are in the descriptions.
      log.debug("call={} leg={} {} not told", call, leg, signal.getClass().getSimpleName());
    }
  }

  /** The callee alerts: shown once, with a field of ours, which other clients skip. */
  private void rings(PartyInfo callee) {
    if (state == State.CALLING && !ringing) {
      ringing = true;
      knows(callee);
      Map<String, Object> params = identified();
      params.putAll(parties.display());
      params.put("callState", "ringing");
      client.tell("verto.display", params);
    }
  }

  private void knows(PartyInfo callee) {
    if (callee.name().isPresent() || callee.number().isPresent()) {
      parties =
          parties.withCallee(
              callee.name().orElse(parties.calleeName()),
              callee.number().orElse(parties.calleeNumber()));
    }
  }

  /** What is played before the answer; the client applies a description once only. */
  private void early(Description answer) {
    if (!hears) {
      hears = true;
      Map<String, Object> params = identified();
      answer.sdp().ifPresent(sdp -> params.put("sdp", sdp));
      client.tell("verto.media", params);
    }
  }

  private void answered(Signal.Accepted accepted) {
    Map<String, Object> params = identified();
    accepted
        .answer()
        .flatMap(Description::sdp)
        .filter(sdp -> !hears)
        .ifPresent(sdp -> params.put("sdp", sdp));
    client.tell("verto.answer", params);
    knows(accepted.callee());
    up();
  }

  private void up() {
    state = State.UP;
    log.info("call={} leg={} up, callID {}", call, leg, id);
    display();
    if (held) {
      sayLast(Signal.Hold.SILENT);
    }
  }

  private void otherIs(PartyInfo other) {
    String number = other.number().orElse(Parties.NO_NUMBER);
    parties = parties.withOther(other.name().orElse(number), number);
    display();
  }

  /** A transfer that came to nothing is shown; one that did ends with {@code verto.bye}. */
  private void transferred(Signal.TransferState transfer) {
    if (transfer.step() == Signal.TransferState.Step.FAILED) {
      Map<String, Object> params = identified();
      params.putAll(parties.display());
      params.put("transferState", "failed");
      transfer.failure().ifPresent(f -> params.putAll(Causes.fields(f)));
      client.tell("verto.display", params);
    }
  }

  private void otherHolds(boolean now) {
    otherHolds = now;
    display();
  }

  /** Who the other side is, and whether it holds: the last field is ours, clients skip it. */
  private void display() {
    Map<String, Object> params = identified();
    params.putAll(parties.display());
    if (otherHolds || displayedHold) {
      displayedHold = otherHolds;
      params.put("remoteHoldState", otherHolds ? "held" : "active");
    }
    client.tell("verto.display", params);
  }

  private void bye(Failure failure) {
    over();
    Map<String, Object> params = identified();
    params.putAll(Causes.fields(failure));
    client.tell("verto.bye", params);
  }

  /** The call could not even begin. */
  void refused(Failure failure) {
    if (state != State.OVER) {
      bye(failure);
    }
  }

  private void over() {
    state = State.OVER;
    updated(Optional.empty());
    client.forget(this);
    log.info("call={} leg={} over, callID {}", call, leg, id);
  }
}
