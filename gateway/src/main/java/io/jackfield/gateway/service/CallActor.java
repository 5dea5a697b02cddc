package io.jackfield.gateway.service;

import io.jackfield.gateway.call.CallEffect;
import io.jackfield.gateway.call.CallInput;
import io.jackfield.gateway.call.CallState;
import io.jackfield.gateway.call.CallStep;
import io.jackfield.gateway.call.CallTimer;
import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.session.SessionNotice;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.Party;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.store.CallRecord;
import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs one call: feeds inputs to the step and performs the effects. {@link #tell} and {@link
 * #sessionSaid} may be called from any thread; everything else runs on the owner.
 */
final class CallActor {

  private static final Logger LOG = LoggerFactory.getLogger(CallActor.class);

  private final CallHost host;
  private final Owner owner;
  private final InstantSource clock;
  private final Map<CallTimer, Timer> timers = new HashMap<>();
  private final Map<LegId, Party> parties = new HashMap<>();
  private final Queue<CallInput> inputs = new ArrayDeque<>();
  private volatile CallState state;
  private boolean stepping;

  /** What an actor needs of its surroundings. */
  interface CallHost {

    /** Sends an event of a call. */
    void publish(Event event);

    /** Answers a waiting caller. */
    Replies replies();

    /** Finds the endpoints behind a name. */
    CompletionStage<Resolution> resolve(
        String callee, String type, Optional<String> connection, String caller);

    /** Makes a session of the call on the call's owner. */
    void makeSession(CallActor call, CallEffect.MakeSession effect);

    /** Hands the client's own session to the call. */
    void adopt(CallActor call, SessionId session);

    /** Tells a session, if it still lives. */
    void tell(SessionId session, SessionInput input);

    /** Where a transfer of a call on this backend leads; a room it leads to is made if need be. */
    CompletionStage<CallInput.TransferRouted.Way> routeTransfer(PlaceCall place, String backend);

    /** Asks another call for a party. */
    void askForParty(CallId from, String backend, CallEffect.AskForParty effect);

    /** Hands a party and its session to another call. */
    void giveParty(CallEffect.GiveParty effect, Party party);

    /** Tells another call that it does not get a party. */
    void keepParty(CallEffect.KeepParty effect);

    /** Keeps what the record would be if the process ended now. */
    void note(CallRecord record);

    /** Keeps the record. */
    void write(CallRecord record);

    /** Forgets a call that is over. */
    void gone(CallId call);

    /** Name of the service, for events. */
    String serviceName();
  }

  CallActor(CallHost host, Owner owner, InstantSource clock, CallState initial, Party caller) {
    this.host = host;
    this.owner = owner;
    this.clock = clock;
    this.state = initial;
    parties.put(LegId.CALLER, caller);
  }

  CallState state() {
    return state;
  }

  Owner owner() {
    return owner;
  }

  void tell(CallInput input) {
    owner.execute(() -> input(input));
  }

  void sessionSaid(SessionId session, SessionNotice notice) {
    CallInput input = new CallInput.SessionSaid(session, notice);
    if (owner.inOwner()) {
      input(input);
    } else {
      tell(input);
    }
  }

  /** Handles an input, or queues it behind the one being handled. */
  void input(CallInput input) {
    inputs.add(input);
    if (stepping) {
      return;
    }
    stepping = true;
    MDC.put("call", state.id().value());
    try {
      for (CallInput next = inputs.poll(); next != null; next = inputs.poll()) {
        step(next);
      }
    } finally {
      stepping = false;
      MDC.remove("call");
    }
  }

  private void step(CallInput input) {
    if (input instanceof CallInput.Resolved r) {
      int number = 1;
      for (Destination destination : r.resolution().destinations()) {
        parties.put(CallStep.leg(0, number++), destination.party());
      }
    }
    if (input instanceof CallInput.TransferRouted r
        && r.way() instanceof CallInput.TransferRouted.ToDestinations way) {
      int index = 1;
      for (Destination destination : way.resolution().destinations()) {
        parties.put(CallStep.leg(r.number(), index++), destination.party());
      }
    }
    CallState before = state;
    CallStep.Result result = CallStep.apply(before, input, clock.instant());
    state = result.state();
    if (input instanceof CallInput.Replace r && before.transfer().isEmpty()) {
      state.transfer().ifPresent(t -> parties.put(CallStep.leg(t.number(), 1), r.by().party()));
    }
    CallLog.moved(before, state);
    result.effects().forEach(this::perform);
  }

  private void perform(CallEffect effect) {
    if (effect instanceof CallEffect.Deliver e) {
      deliver(e.leg(), e.signal());
    } else if (effect instanceof CallEffect.ToSession e) {
      host.tell(e.session(), e.input());
    } else if (effect instanceof CallEffect.MakeSession e) {
      host.makeSession(this, e);
    } else if (effect instanceof CallEffect.AdoptSession e) {
      host.adopt(this, e.session());
    } else if (effect instanceof CallEffect.Resolve e) {
      resolve(e);
    } else if (effect instanceof CallEffect.RouteTransfer e) {
      routeTransfer(e);
    } else if (effect instanceof CallEffect.AskForParty e) {
      host.askForParty(state.id(), state.backend(), e);
    } else if (effect instanceof CallEffect.GiveParty e) {
      host.giveParty(e, parties.remove(e.leg()));
    } else if (effect instanceof CallEffect.KeepParty e) {
      host.keepParty(e);
    } else if (effect instanceof CallEffect.StartTimer e) {
      cancel(e.timer());
      timers.put(e.timer(), owner.schedule(e.after(), () -> fired(e.timer())));
    } else if (effect instanceof CallEffect.CancelTimer e) {
      cancel(e.timer());
    } else if (effect instanceof CallEffect.Publish e) {
      host.publish(Event.media(host.serviceName(), "call", e.type(), state.id().value(), e.body()));
    } else if (effect instanceof CallEffect.Succeed e) {
      host.replies().succeed(e.token(), Optional.empty());
    } else if (effect instanceof CallEffect.Fail e) {
      host.replies().fail(e.token(), e.failure());
    } else if (effect instanceof CallEffect.Note e) {
      host.note(e.record());
    } else if (effect instanceof CallEffect.Write e) {
      CallLog.over(e.record());
      host.write(e.record());
    } else if (effect instanceof CallEffect.Gone) {
      timers.values().forEach(Timer::cancel);
      timers.clear();
      parties.clear();
      host.gone(state.id());
    }
  }

  private void deliver(LegId leg, Signal signal) {
    Party party = parties.get(leg);
    if (party == null) {
      return;
    }
    LOG.debug("call={} leg={} <- {}", state.id(), leg, signal.getClass().getSimpleName());
    try {
      party.deliver(state.id(), leg, signal);
    } catch (RuntimeException e) {
      LOG.error("call={} leg={} its protocol module failed", state.id(), leg, e);
      input(new CallInput.Said(0, leg, new Signal.HangUp(Failure.of(Reason.INTERNAL_ERROR))));
    }
  }

  private void resolve(CallEffect.Resolve e) {
    Optional<String> connection = state.options().owner().map(o -> o.connection());
    String caller = state.options().caller().number().orElse("");
    host.resolve(e.callee(), e.type(), connection, caller)
        .whenComplete(
            (resolution, error) -> {
              if (error == null) {
                tell(new CallInput.Resolved(resolution));
              } else if (error.getCause() instanceof FailureException refused) {
                tell(new CallInput.HangUp(0, refused.failure()));
              } else {
                LOG.error("call={} look-up of its callee failed", state.id(), error);
                tell(new CallInput.HangUp(0, Failure.of(Reason.INTERNAL_ERROR)));
              }
            });
  }

  private void routeTransfer(CallEffect.RouteTransfer e) {
    host.routeTransfer(e.place(), state.backend())
        .whenComplete(
            (way, error) -> {
              if (error != null) {
                LOG.error("call={} the target of its transfer was not found", state.id(), error);
              }
              tell(
                  new CallInput.TransferRouted(
                      e.number(),
                      error == null
                          ? way
                          : new CallInput.TransferRouted.Nowhere(
                              Failure.of(Reason.INTERNAL_ERROR))));
            });
  }

  /** A party comes from another call. Any thread. */
  void takeOver(int number, CallInput.Taken taken, Party party) {
    owner.execute(
        () -> {
          parties.put(CallStep.leg(number, 1), party);
          input(
              new CallInput.TakenOver(
                  number, Optional.of(taken), Failure.of(Reason.NORMAL_TERMINATION)));
        });
  }

  private void fired(CallTimer key) {
    timers.remove(key);
    input(new CallInput.TimerFired(key));
  }

  private void cancel(CallTimer key) {
    Timer timer = timers.remove(key);
    if (timer != null) {
      timer.cancel();
    }
  }
}
