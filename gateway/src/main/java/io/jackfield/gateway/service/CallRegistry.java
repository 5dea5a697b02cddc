package io.jackfield.gateway.service;

import io.jackfield.gateway.call.CallEffect;
import io.jackfield.gateway.call.CallInfo;
import io.jackfield.gateway.call.CallInput;
import io.jackfield.gateway.call.CallMedia;
import io.jackfield.gateway.call.CallState;
import io.jackfield.gateway.call.CallStep;
import io.jackfield.gateway.call.Calls;
import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.limit.CallCap;
import io.jackfield.gateway.limit.CallLimits;
import io.jackfield.gateway.limit.Lease;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.route.Route;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.session.SessionNotice;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.Party;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.store.CallRecord;
import io.jackfield.gateway.time.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/** The live calls of a service. Any thread. */
final class CallRegistry implements Calls, CallActor.CallHost {

  /** Destination types a caller may name; others are a route's business. */
  private static final Set<String> TYPES = Set.of("all", "user", "session", "sip", "verto");

  private static final String USER = "user:";
  private static final String TRUNK = "trunk";

  /** Ids made for one that leads here: enough for some tens of owners. */
  private static final int TRIES = 32;

  private final ServiceParts parts;
  private final SessionRegistry sessions;
  private final Replies replies;
  private final Resolvers resolvers;
  private final Map<CallId, CallActor> calls = new ConcurrentHashMap<>();
  private final Map<CallId, Lease> leases = new ConcurrentHashMap<>();
  private volatile CallLimits limits;

  CallRegistry(ServiceParts parts, SessionRegistry sessions, Replies replies, Resolvers resolvers) {
    this.parts = parts;
    this.sessions = sessions;
    this.replies = replies;
    this.resolvers = resolvers;
    this.limits = new CallLimits(CallCap.NONE, Map.of(), parts.clock());
  }

  void limit(CallLimits newLimits) {
    limits = newLimits;
  }

  int size() {
    return calls.size();
  }

  @Override
  public CompletionStage<CallId> place(PlaceCall asked, Party caller) {
    CallId id = asked.id().orElseGet(() -> newId(asked.protocol()));
    Optional<Lease> lease = Optional.empty();
    try {
      lease = Optional.of(admitted(asked));
      Plan plan = plan(asked);
      Owner owner = parts.owners().of(id.value());
      CallState fresh =
          CallState.fresh(id, parts.name(), plan.backend(), plan.call(), parts.clock().instant());
      CallActor actor = new CallActor(this, owner, parts.clock(), fresh, caller);
      if (calls.putIfAbsent(id, actor) != null) {
        throw new FailureException(Failure.of(Reason.CALL_ALREADY_EXISTS));
      }
      leases.put(id, lease.get());
      Replies.Reply reply = replies.open();
      actor.tell(
          new CallInput.Start(reply.token(), plan.route(), parts.ids().next(), plan.media()));
      return reply.future().thenApply(ignored -> id);
    } catch (FailureException e) {
      lease.ifPresent(Lease::release);
      return CompletableFuture.failedStage(e);
    }
  }

  /** sip-pbx.md, "limits": a full service takes no call, a user with enough of them is busy. */
  private Lease admitted(PlaceCall asked) {
    Optional<String> user =
        Optional.of(asked.origin())
            .filter(origin -> origin.startsWith(USER))
            .map(origin -> origin.substring(USER.length()));
    if (user.filter(name -> busy(name) || !limits.begins(name)).isPresent()) {
      throw new FailureException(Failure.of(Reason.USER_BUSY));
    }
    return limits.take().orElseThrow(() -> new FailureException(Failure.of(Reason.CALL_LIMIT)));
  }

  /**
   * Counted anew, as calls come to a user and leave him in many ways; only for users with a limit.
   */
  private boolean busy(String user) {
    int most = limits.most(user);
    return most > 0
        && calls.values().stream().filter(call -> call.state().involves(user)).limit(most).count()
            >= most;
  }

  /**
   * A phone's call lives where its signalling does, so that no message of it changes threads. An
   * application's calls, which may all come over one connection, are spread over the owners.
   */
  private CallId newId(String protocol) {
    String id = parts.ids().next();
    if (!protocol.equals("api") && parts.owners().inOneOfThem()) {
      for (int tries = 0; tries < TRIES && !parts.owners().of(id).inOwner(); tries++) {
        id = parts.ids().next();
      }
    }
    return new CallId(id);
  }

  /** Where a call goes and how its sessions are made. */
  private record Plan(PlaceCall call, Route route, String backend, CallMedia media) {}

  private Plan plan(PlaceCall asked) {
    if (!TYPES.contains(asked.type())) {
      throw new FailureException(Failure.of(Reason.NOT_IMPLEMENTED));
    }
    Route routed = parts.router().route(asked);
    PlaceCall place = routed instanceof Route.Changed changed ? changed.call() : asked;
    Route route = routed instanceof Route.Changed changed ? changed.then() : routed;
    if (place.linkedSession().isPresent()) {
      SessionActor session =
          sessions
              .find(place.linkedSession().get())
              .orElseThrow(() -> new FailureException(Failure.of(Reason.SESSION_NOT_FOUND)));
      String backend = session.engine().map(MediaEngine::backend).orElse("p2p");
      return new Plan(place, checkType(route), backend, CallMedia.LINKED);
    }
    Optional<String> wanted =
        route instanceof Route.Invite r ? r.backend() : place.backend().filter(b -> !p2p(b));
    wanted
        .filter(b -> !sessions.chooser().known(b))
        .ifPresent(
            b -> {
              throw new FailureException(Failure.of(Reason.UNKNOWN_BACKEND));
            });
    if (wanted.filter(CallRegistry::p2p).isPresent()
        || wanted.isEmpty() && peerToPeerByDefault(place, route)) {
      return new Plan(place, checkType(route), "p2p", CallMedia.P2P);
    }
    Optional<MediaEngine> engine = sessions.chooser().firstReady(wish(wanted, place, route));
    if (engine.isEmpty()) {
      Route refused = new Route.Refuse(Failure.of(Reason.NO_MEDIASERVER));
      return new Plan(place, refused, wanted.orElse("none"), CallMedia.EARLY_ANSWER);
    }
    CallMedia media =
        engine.get().capabilities().lateAnswer() ? CallMedia.LATE_ANSWER : CallMedia.EARLY_ANSWER;
    return new Plan(place, checkType(route), engine.get().backend(), media);
  }

  private static EngineChooser.CallWish wish(
      Optional<String> backend, PlaceCall place, Route route) {
    Optional<SdpKind> far = route instanceof Route.Invite r ? r.farKind() : Optional.empty();
    return new EngineChooser.CallWish(
        backend,
        place.offer().map(Description::kind),
        place.farKind().or(() -> far),
        route instanceof Route.Application a ? Optional.of(a.type()) : Optional.empty());
  }

  private static boolean p2p(String backend) {
    return backend.equals("p2p");
  }

  /**
   * The API's documented default is {@code p2p}; towards SIP, where descriptions differ in kind,
   * and for applications only an engine makes sense.
   */
  private static boolean peerToPeerByDefault(PlaceCall place, Route route) {
    return place.protocol().equals("api")
        && route instanceof Route.Invite r
        && !r.type().equals("sip")
        && !r.type().equals("verto")
        && r.farKind().filter(k -> k == SdpKind.RTP).isEmpty();
  }

  private Route checkType(Route route) {
    if (route instanceof Route.Invite r && !resolvers.knows(r.type())) {
      throw new FailureException(Failure.of(Reason.NOT_IMPLEMENTED));
    }
    return route;
  }

  @Override
  public CompletionStage<Void> signal(CallId call, LegId leg, Signal signal) {
    return ask(call, token -> new CallInput.Said(token, leg, signal));
  }

  @Override
  public CompletionStage<Void> replace(
      CallId call, LegId leg, Destination by, PartyInfo info, Description offer) {
    return ask(call, token -> new CallInput.Replace(token, leg, by, info, offer));
  }

  @Override
  public CompletionStage<CallInput.TransferRouted.Way> routeTransfer(
      PlaceCall asked, String backend) {
    Route routed = parts.router().route(asked);
    Route route = routed instanceof Route.Changed changed ? changed.then() : routed;
    PlaceCall place = routed instanceof Route.Changed changed ? changed.call() : asked;
    if (route instanceof Route.Refuse r) {
      return nowhere(r.failure());
    } else if (route instanceof Route.Application r) {
      // As for a call that dials it: a conference is made by whoever comes first.
      return sessions
          .rooms()
          .prepare(r.type(), RoomWish.NONE, Optional.of(backend))
          .<CallInput.TransferRouted.Way>handle(
              (there, error) ->
                  error == null
                      ? new CallInput.TransferRouted.ToApplication(r.type())
                      : new CallInput.TransferRouted.Nowhere(EngineCall.failureOf(error)));
    } else if (route instanceof Route.Invite r && resolvers.knows(r.type())) {
      return resolvers
          .resolve(r.callee(), r.type(), Optional.empty(), place.caller().number().orElse(""))
          .thenApply(found -> new CallInput.TransferRouted.ToDestinations(found, r.farKind()));
    }
    return nowhere(Failure.of(Reason.NOT_IMPLEMENTED));
  }

  private static CompletionStage<CallInput.TransferRouted.Way> nowhere(Failure failure) {
    return CompletableFuture.completedStage(new CallInput.TransferRouted.Nowhere(failure));
  }

  @Override
  public void askForParty(CallId from, String backend, CallEffect.AskForParty e) {
    CallActor other = calls.get(e.call());
    if (other == null) {
      keepParty(new CallEffect.KeepParty(from, e.number(), Failure.of(Reason.CALL_NOT_FOUND)));
    } else {
      other.tell(new CallInput.GiveAway(e.leg(), from, e.number(), backend));
    }
  }

  @Override
  public void keepParty(CallEffect.KeepParty e) {
    CallActor asking = calls.get(e.call());
    if (asking != null) {
      asking.tell(new CallInput.TakenOver(e.number(), Optional.empty(), e.failure()));
    }
  }

  @Override
  public void giveParty(CallEffect.GiveParty e, Party party) {
    SessionId session = e.taken().session();
    CallActor taker = calls.get(e.call());
    Optional<SessionActor> actor = sessions.find(session);
    if (taker == null) {
      // The call that asked is over and gone meanwhile: nobody is there to talk with.
      Failure why = Failure.of(Reason.TRANSFERRED);
      sessions.tell(session, new SessionInput.Destroy(0, why));
      party.deliver(e.from(), e.leg(), new Signal.HangUp(why));
      return;
    }
    Signal moved = new Signal.Moved(e.call(), CallStep.leg(e.number(), 1));
    party.deliver(e.from(), e.leg(), moved);
    taker.takeOver(e.number(), e.taken(), party);
    if (actor.isPresent()) {
      actor.get().movedTo(taker);
    } else {
      Failure gone = Failure.of(Reason.CALLEE_STOPPED);
      taker.tell(new CallInput.SessionSaid(session, new SessionNotice.Ending(gone)));
      taker.tell(new CallInput.SessionSaid(session, new SessionNotice.Ended(LegStats.NONE)));
    }
  }

  @Override
  public CompletionStage<Void> hangup(CallId call, Failure failure) {
    return ask(call, token -> new CallInput.HangUp(token, failure));
  }

  private CompletionStage<Void> ask(CallId call, LongFunction<CallInput> input) {
    CallActor actor = calls.get(call);
    if (actor == null) {
      return CompletableFuture.failedStage(new FailureException(Failure.of(Reason.CALL_NOT_FOUND)));
    }
    Replies.Reply reply = replies.open();
    actor.tell(input.apply(reply.token()));
    return reply.future().thenApply(ignored -> null);
  }

  @Override
  public CompletionStage<Map<String, Object>> info(CallId call) {
    CallActor actor = calls.get(call);
    // Whoever has heard of the end must not find the call, though its sessions may not be free yet.
    return actor == null || actor.state().over()
        ? CompletableFuture.failedStage(new FailureException(Failure.of(Reason.CALL_NOT_FOUND)))
        : CompletableFuture.completedStage(CallInfo.info(actor.state()));
  }

  @Override
  public Optional<SessionOwner> ownerOf(CallId call) {
    return Optional.ofNullable(calls.get(call)).flatMap(a -> a.state().options().owner());
  }

  @Override
  public boolean exists(CallId call) {
    return calls.containsKey(call);
  }

  @Override
  public List<CallId> list(Optional<String> user) {
    return calls.values().stream()
        .map(CallActor::state)
        .filter(s -> !s.over())
        .filter(s -> user.isEmpty() || s.options().owner().flatMap(SessionOwner::user).equals(user))
        .map(CallState::id)
        .toList();
  }

  @Override
  public CompletionStage<Resolution> resolve(
      String callee, String type, Optional<String> connection, String caller) {
    return resolvers
        .resolve(callee, type, connection, caller)
        .thenApply(found -> type.equals(TRUNK) ? found : withoutBusy(found));
  }

  private Resolution withoutBusy(Resolution found) {
    List<Destination> free = found.destinations().stream().filter(to -> !busy(to.name())).toList();
    if (free.isEmpty() && !found.destinations().isEmpty()) {
      throw new FailureException(Failure.of(Reason.USER_BUSY));
    }
    return new Resolution(free, found.known());
  }

  @Override
  public void makeSession(CallActor call, CallEffect.MakeSession e) {
    CompletableFuture<Void> room = sessions.maker().prepareRoom(e.options()).toCompletableFuture();
    if (room.isDone() && !room.isCompletedExceptionally()) {
      makeNow(call, e);
      return;
    }
    room.whenComplete(
        (there, error) ->
            call.owner()
                .execute(
                    () -> {
                      if (error != null) {
                        refuse(call, e.session(), EngineCall.failureOf(error));
                      } else if (call.state().phase() == CallState.Phase.ENDING) {
                        // The caller has gone meanwhile, and the call waits for what it asked for.
                        refuse(call, e.session(), Failure.of(Reason.CALLER_STOPPED));
                      } else {
                        makeNow(call, e);
                      }
                    }));
  }

  private void makeNow(CallActor call, CallEffect.MakeSession e) {
    try {
      SessionActor actor = sessions.maker().registerLeg(e, call);
      actor.input(new SessionInput.Create(0, e.deferAnswer(), e.presented(), e.codecPeer()));
    } catch (FailureException failed) {
      refuse(call, e.session(), failed.failure());
    }
  }

  private static void refuse(CallActor call, SessionId session, Failure failure) {
    call.input(new CallInput.SessionSaid(session, new SessionNotice.Ending(failure)));
    call.input(new CallInput.SessionSaid(session, new SessionNotice.Ended(LegStats.NONE)));
  }

  @Override
  public void adopt(CallActor call, SessionId session) {
    Optional<SessionActor> actor = sessions.find(session);
    if (actor.isPresent()) {
      actor.get().adoptedBy(call);
    }
    if (sessions.find(session).isEmpty()) {
      Failure gone = Failure.of(Reason.CALLER_STOPPED);
      call.input(new CallInput.SessionSaid(session, new SessionNotice.Ending(gone)));
      call.input(new CallInput.SessionSaid(session, new SessionNotice.Ended(LegStats.NONE)));
    }
  }

  @Override
  public void tell(SessionId session, SessionInput input) {
    sessions.tell(session, input);
  }

  @Override
  public void publish(Event event) {
    parts.events().publish(event);
  }

  @Override
  public Replies replies() {
    return replies;
  }

  @Override
  public void note(CallRecord record) {
    parts.records().ongoing(record);
  }

  @Override
  public void write(CallRecord record) {
    parts.records().write(record);
  }

  @Override
  public void gone(CallId call) {
    calls.remove(call);
    Optional.ofNullable(leases.remove(call)).ifPresent(Lease::release);
  }

  @Override
  public String serviceName() {
    return parts.name();
  }
}
