package io.jackfield.signaling.sip;

import io.jackfield.gateway.call.Calls;
import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.signal.Party;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A gateway that does what the callee's name says: {@code answer}, {@code ring}, {@code busy},
 * {@code bad-codec}, {@code delayed}; any other name is looked up and invited, the first
 * destination winning, with the descriptions passed through.
 */
final class ScriptedCalls implements Calls {

  static final String ANSWER =
      "v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 40000 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
          + "a=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

  /** One thing a party said. */
  record Said(String callee, LegId leg, Signal signal) {}

  final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
  final BlockingQueue<PlaceCall> placed = new LinkedBlockingQueue<>();
  final Map<CallId, Call> live = new ConcurrentHashMap<>();
  final BlockingQueue<LegId> replaced = new LinkedBlockingQueue<>();
  private final AtomicInteger ids = new AtomicInteger();
  final Map<String, DestinationResolver> resolvers = new ConcurrentHashMap<>();
  volatile boolean acceptFails;

  final class Call {
    final CallId id;
    final PlaceCall place;
    final Party caller;
    volatile Party callee;
    volatile boolean accepted;

    Call(CallId id, PlaceCall place, Party caller) {
      this.id = id;
      this.place = place;
      this.caller = caller;
    }

    void toCaller(Signal signal) {
      caller.deliver(id, LegId.CALLER, signal);
    }

    void toCallee(Signal signal) {
      if (callee != null) {
        callee.deliver(id, new LegId("b"), signal);
      }
    }
  }

  /** Waits for what somebody says, of one kind. */
  <S extends Signal> S await(Class<S> kind) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      Said next = said.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new AssertionError("nobody said " + kind.getSimpleName());
      }
      if (kind.isInstance(next.signal())) {
        return kind.cast(next.signal());
      }
    }
  }

  @Override
  public CompletionStage<CallId> place(PlaceCall place, Party caller) {
    CallId id = new CallId("call-" + ids.incrementAndGet());
    Call call = new Call(id, place, caller);
    live.put(id, call);
    placed.add(place);
    switch (place.callee()) {
      case "ring" -> call.toCaller(new Signal.Ringing(PartyInfo.UNKNOWN));
      case "answer", "delayed" -> {
        call.toCaller(new Signal.Ringing(PartyInfo.UNKNOWN));
        accept(call, ANSWER);
      }
      case "busy" -> end(call, Failure.of(Reason.USER_BUSY));
      case "refused" -> {
        live.remove(id);
        return CompletableFuture.failedFuture(FailureException.of(Reason.NO_MEDIASERVER));
      }
      case "bad-codec" ->
          end(
              call,
              new Failure(
                  Reason.NOT_ACCEPTABLE.wireName(),
                  Reason.NOT_ACCEPTABLE.code(),
                  "audio: offered [G729], known [PCMU, PCMA]",
                  Reason.NOT_ACCEPTABLE.signalling()));
      default -> bridge(call);
    }
    return CompletableFuture.completedFuture(id);
  }

  void accept(Call call, String sdp) {
    call.accepted = true;
    call.toCaller(
        new Signal.Accepted(
            Optional.of(Description.of(sdp, SdpKind.RTP)), PartyInfo.UNKNOWN, Optional.empty()));
  }

  private void end(Call call, Failure failure) {
    if (live.remove(call.id) != null) {
      call.toCaller(new Signal.HangUp(failure));
    }
  }

  private void bridge(Call call) {
    // A number after a slash goes out by a trunk, as a route would send it.
    resolvers
        .get(call.place.callee().matches("[a-z,]+/.*") ? "trunk" : "sip")
        .resolve(call.place.callee(), Optional.empty())
        .thenAccept(
            found -> {
              if (found.destinations().isEmpty()) {
                end(
                    call,
                    Failure.of(
                        found.known() ? Reason.NO_DESTINATION : Reason.NO_DESTINATION_UNKNOWN));
                return;
              }
              Destination to = found.destinations().get(0);
              call.callee = to.party();
              call.toCallee(
                  new Signal.Invite(
                      call.id,
                      new LegId("b"),
                      Optional.empty(),
                      to.type(),
                      to.name(),
                      call.place.offer(),
                      call.place.caller()));
            });
  }

  @Override
  public CompletionStage<Void> signal(CallId id, LegId leg, Signal signal) {
    Call call = live.get(id);
    if (call == null) {
      said.add(new Said("", leg, signal));
      return CompletableFuture.failedFuture(FailureException.of(Reason.CALL_NOT_FOUND));
    }
    said.add(new Said(call.place.callee(), leg, signal));
    boolean fromCaller = leg.equals(LegId.CALLER);
    if (signal instanceof Signal.Ringing || signal instanceof Signal.EarlyMedia) {
      call.toCaller(signal);
    } else if (signal instanceof Signal.Accepted accepted && !fromCaller) {
      if (acceptFails) {
        return CompletableFuture.failedFuture(FailureException.of(Reason.ALREADY_ANSWERED));
      }
      call.toCallee(new Signal.AcceptConfirmed());
      call.accepted = true;
      call.toCaller(accepted);
    } else if (signal instanceof Signal.Rejected rejected) {
      end(call, rejected.failure());
    } else if (signal instanceof Signal.HangUp hangUp) {
      live.remove(id);
      if (fromCaller) {
        call.toCallee(
            call.accepted ? hangUp : new Signal.Cancel(Failure.of(Reason.ORIGINATOR_CANCEL)));
      } else {
        call.toCaller(hangUp);
      }
    } else if (signal instanceof Signal.Hold
        || signal instanceof Signal.Unhold
        || signal instanceof Signal.Dtmf) {
      if (fromCaller) {
        call.toCallee(signal);
      } else {
        call.toCaller(signal);
      }
    } else if (signal instanceof Signal.Transfer transfer && transfer.target().equals("nobody")) {
      return CompletableFuture.failedFuture(FailureException.of(Reason.INVALID_STATE));
    } else if (signal instanceof Signal.Reoffer) {
      Signal refused =
          new Signal.Reanswer(Optional.empty(), Optional.of(Failure.of(Reason.NOT_ACCEPTABLE)));
      if (fromCaller) {
        call.toCaller(refused);
      } else {
        call.toCallee(refused);
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  /** Ends all calls as an administrator would. */
  void hangUpAll(Reason reason) {
    for (Call call : live.values()) {
      live.remove(call.id);
      call.toCaller(new Signal.HangUp(Failure.of(reason)));
      call.toCallee(
          call.accepted
              ? new Signal.HangUp(Failure.of(reason))
              : new Signal.Cancel(Failure.of(reason)));
    }
  }

  @Override
  public CompletionStage<Void> replace(
      CallId id, LegId leg, Destination by, PartyInfo info, Description offer) {
    Call call = live.get(id);
    replaced.add(leg);
    by.party()
        .deliver(
            id,
            new LegId("new"),
            new Signal.Accepted(
                Optional.of(Description.of(ANSWER, SdpKind.RTP)), info, Optional.empty()));
    Party before = leg.equals(LegId.CALLER) ? call.caller : call.callee;
    before.deliver(id, leg, new Signal.HangUp(Failure.of(Reason.TRANSFERRED)));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> hangup(CallId id, Failure failure) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Map<String, Object>> info(CallId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<SessionOwner> ownerOf(CallId id) {
    return Optional.empty();
  }

  @Override
  public boolean exists(CallId id) {
    return live.containsKey(id);
  }

  @Override
  public List<CallId> list(Optional<String> user) {
    return List.copyOf(live.keySet());
  }
}
