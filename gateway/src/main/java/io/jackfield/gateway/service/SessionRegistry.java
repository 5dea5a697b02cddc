package io.jackfield.gateway.service;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.session.CreateSession;
import io.jackfield.gateway.session.EngineFacts;
import io.jackfield.gateway.session.SessionInfo;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.gateway.session.SessionState;
import io.jackfield.gateway.session.Sessions;
import io.jackfield.gateway.signal.Description;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/** The live sessions of a service. Any thread. */
final class SessionRegistry implements Sessions, SessionActor.SessionHost {

  private final ServiceParts parts;
  private final EngineChooser chooser;
  private final RoomRegistry rooms;
  private final Replies replies;
  private final SessionMaker maker;
  private final Map<SessionId, SessionActor> sessions = new ConcurrentHashMap<>();

  SessionRegistry(ServiceParts parts, Replies replies) {
    this.parts = parts;
    this.replies = replies;
    this.chooser = new EngineChooser(parts.engines(), this::find, this::engineOf);
    this.rooms =
        new RoomRegistry(
            parts,
            replies,
            chooser,
            (session, failure) -> tell(session, new SessionInput.Destroy(0, failure)));
    this.maker = new SessionMaker(parts, chooser, rooms, replies, this, sessions);
  }

  private Optional<MediaEngine> engineOf(RoomId room) {
    return rooms.engineOf(room);
  }

  RoomRegistry rooms() {
    return rooms;
  }

  EngineChooser chooser() {
    return chooser;
  }

  /** Makes sessions. */
  SessionMaker maker() {
    return maker;
  }

  Optional<SessionActor> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  int size() {
    return sessions.size();
  }

  @Override
  public CompletionStage<SessionId> create(CreateSession request) {
    return maker.make(request, false).thenApply(Created::id);
  }

  @Override
  public CompletionStage<Created> createAndWait(CreateSession request) {
    return maker.make(request, true);
  }

  @Override
  public CompletionStage<Void> destroy(SessionId id, Failure failure) {
    return done(id, token -> new SessionInput.Destroy(token, failure));
  }

  @Override
  public CompletionStage<Void> setOffer(SessionId id, Description offer) {
    return done(id, token -> new SessionInput.SetOffer(token, offer));
  }

  @Override
  public CompletionStage<Created> setOffer(
      SessionId id, LegType type, Optional<Description> offer, RoomWish room) {
    boolean answers = offer.isPresent() && !(type instanceof LegType.Proxy);
    CompletionStage<Object> taken =
        equip(
            id,
            type,
            offer,
            room,
            (token, engine) -> new SessionInput.Become(token, type, engine, offer));
    // The offer of a proxy comes from its far leg, after the caller's was taken.
    return type instanceof LegType.Proxy
        ? taken.thenCompose(done -> offer(id)).thenApply(d -> SessionMaker.described(id, false, d))
        : taken.thenApply(d -> SessionMaker.described(id, answers, (Description) d));
  }

  @Override
  public CompletionStage<Description> setAnswer(SessionId id, LegType type, RoomWish room) {
    Optional<Description> offer = find(id).flatMap(a -> a.state().offer());
    return equip(
            id,
            type,
            offer,
            room,
            (token, engine) -> new SessionInput.AnswerAs(token, type, engine))
        .thenApply(Description.class::cast);
  }

  /** On the session's owner: chooses an engine for what a blank session is to become. */
  private CompletionStage<Object> equip(
      SessionId id,
      LegType type,
      Optional<Description> offer,
      RoomWish room,
      BiFunction<Long, EngineFacts, SessionInput> input) {
    Optional<SessionActor> actor = find(id);
    if (actor.isEmpty()) {
      return CompletableFuture.failedStage(
          new FailureException(Failure.of(Reason.SESSION_NOT_FOUND)));
    }
    Optional<String> backend = actor.get().state().options().backend();
    return rooms
        .prepare(type, room, backend)
        .thenCompose(there -> equipNow(actor.get(), type, offer, input));
  }

  private CompletionStage<Object> equipNow(
      SessionActor session,
      LegType type,
      Optional<Description> offer,
      BiFunction<Long, EngineFacts, SessionInput> input) {
    Replies.Reply reply = replies.open();
    session
        .owner()
        .execute(
            () -> {
              try {
                CreateSession wanted = session.state().options().as(type, offer);
                MediaEngine engine = chooser.choose(wanted).orElseThrow();
                session.input(input.apply(reply.token(), SessionMaker.facts(engine)), engine);
              } catch (FailureException e) {
                replies.fail(reply.token(), e.failure());
              }
            });
    return reply.future();
  }

  @Override
  public CompletionStage<Optional<Description>> setAnswer(SessionId id, Description answer) {
    return ask(id, token -> new SessionInput.SetAnswer(token, answer))
        .thenApply(made -> Optional.ofNullable((Description) made));
  }

  @Override
  public CompletionStage<Description> offer(SessionId id) {
    return ask(id, SessionInput.AwaitOffer::new).thenApply(Description.class::cast);
  }

  @Override
  public Optional<Description> offerOf(SessionId id) {
    return find(id).flatMap(a -> a.state().offer());
  }

  @Override
  public CompletionStage<Description> answer(SessionId id) {
    return ask(id, SessionInput.AwaitAnswer::new).thenApply(Description.class::cast);
  }

  @Override
  public CompletionStage<Void> candidate(SessionId id, TrickleCandidate candidate) {
    return done(id, token -> new SessionInput.Candidate(token, candidate));
  }

  @Override
  public CompletionStage<Void> endOfCandidates(SessionId id) {
    return done(id, SessionInput.EndOfCandidates::new);
  }

  @Override
  public CompletionStage<Void> setType(SessionId id, LegType wanted, RoomWish room) {
    try {
      LegType type = maker.checked(wanted);
      Optional<MediaEngine> engine = find(id).flatMap(SessionActor::engine);
      Optional<SessionType> from = find(id).flatMap(a -> a.state().type()).map(LegType::type);
      if (engine.isEmpty() || from.isEmpty()) {
        return done(id, token -> new SessionInput.SetType(token, type));
      }
      // A room that is not there yet is made on the session's own engine.
      return rooms
          .prepare(type, room, engine.map(MediaEngine::backend))
          .thenCompose(
              there -> {
                chooser.checkChange(engine.get(), from.get(), type);
                return done(id, token -> new SessionInput.SetType(token, type));
              });
    } catch (FailureException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  @Override
  public Optional<RoomId> roomOf(LegType type) {
    return rooms.roomOf(type);
  }

  @Override
  public CompletionStage<Map<String, Object>> startRecorder(SessionId id, Optional<String> uri) {
    try {
      Optional<URI> target = uri.map(parts.settings()::target);
      return fields(id, token -> new SessionInput.StartRecorder(token, target));
    } catch (FailureException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  @Override
  public CompletionStage<Map<String, Object>> recorder(SessionId id, RecorderAction action) {
    return fields(id, token -> new SessionInput.Recorder(token, action));
  }

  @Override
  public CompletionStage<Map<String, Object>> player(SessionId id, PlayerAction action) {
    try {
      PlayerAction checked =
          action instanceof PlayerAction.Start start
              ? new PlayerAction.Start(parts.settings().source(start.uri()), start.loops())
              : action;
      return fields(id, token -> new SessionInput.Player(token, checked));
    } catch (FailureException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  @SuppressWarnings("unchecked") // what these inputs succeed with
  private CompletionStage<Map<String, Object>> fields(
      SessionId id, LongFunction<SessionInput> input) {
    return ask(id, input).thenApply(reply -> (Map<String, Object>) reply);
  }

  @Override
  public CompletionStage<Void> layout(SessionId id, String layout) {
    Optional<LegType> type = find(id).flatMap(a -> a.state().type());
    if (find(id).isPresent() && !(type.orElse(null) instanceof LegType.Mcu)) {
      return CompletableFuture.failedStage(FailureException.of(Reason.NO_ACTIVE_ROOM));
    }
    if (type.isEmpty()) {
      return CompletableFuture.failedStage(FailureException.of(Reason.SESSION_NOT_FOUND));
    }
    return rooms
        .layout(((LegType.Mcu) type.get()).room(), layout)
        .thenCompose(done -> done(id, token -> new SessionInput.LayoutChanged(token, layout)));
  }

  @Override
  public CompletionStage<Void> sendDtmf(SessionId id, String digits) {
    return done(id, token -> new SessionInput.SendDtmf(token, digits));
  }

  @Override
  public void moved(SessionId session, Optional<String> user, Optional<LegType> type) {
    rooms.moved(session, user, type);
  }

  @Override
  public CompletionStage<Void> updateMedia(SessionId id, MediaUpdate update) {
    return done(id, token -> new SessionInput.Update(token, update));
  }

  @Override
  public CompletionStage<Map<String, Object>> info(SessionId id) {
    return read(
        id,
        actor -> {
          Map<String, Object> body = SessionInfo.info(actor.state(), SessionMaker.callId(actor));
          rooms.roomOf(id).ifPresent(room -> body.putIfAbsent("room_id", room.value()));
          return actor
              .stats()
              .thenApply(
                  stats -> {
                    stats.ifPresent(s -> body.put("stats", SessionInfo.stats(s)));
                    return body;
                  });
        });
  }

  @Override
  public CompletionStage<Map<String, Object>> status(SessionId id) {
    return read(
        id, actor -> CompletableFuture.completedStage(new LinkedHashMap<>(actor.state().status())));
  }

  @Override
  public Optional<SessionOwner> ownerOf(SessionId id) {
    return find(id).flatMap(a -> a.state().options().owner());
  }

  @Override
  public boolean exists(SessionId id) {
    return sessions.containsKey(id);
  }

  @Override
  public List<SessionId> list(Optional<String> user) {
    return sessions.values().stream()
        .map(SessionActor::state)
        .filter(s -> user.isEmpty() || s.options().owner().flatMap(SessionOwner::user).equals(user))
        .map(SessionState::id)
        .toList();
  }

  @Override
  public void connectionClosed(String connection) {
    Failure down = Failure.of(Reason.REGISTERED_DOWN);
    for (SessionActor actor : sessions.values()) {
      boolean own =
          actor
              .state()
              .options()
              .owner()
              .filter(o -> o.connection().equals(connection))
              .isPresent();
      if (own) {
        actor.tell(new SessionInput.Destroy(0, down));
      }
    }
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
  public void tell(SessionId session, SessionInput input) {
    Optional<SessionActor> actor = find(session);
    if (actor.isPresent()) {
      actor.get().tell(input);
    } else {
      SessionInput.bounce(session, input).ifPresent(b -> tell(b.to(), b.input()));
    }
  }

  @Override
  public void gone(SessionId session, Failure failure) {
    sessions.remove(session);
  }

  @Override
  public String serviceName() {
    return parts.name();
  }

  private CompletionStage<Void> done(SessionId id, LongFunction<SessionInput> input) {
    return ask(id, input).thenApply(ignored -> null);
  }

  private CompletionStage<Object> ask(SessionId id, LongFunction<SessionInput> input) {
    Optional<SessionActor> actor = find(id);
    if (actor.isEmpty()) {
      return CompletableFuture.failedStage(
          new FailureException(Failure.of(Reason.SESSION_NOT_FOUND)));
    }
    Replies.Reply reply = replies.open();
    actor.get().tell(input.apply(reply.token()));
    return reply.future();
  }

  private <T> CompletionStage<T> read(
      SessionId id, java.util.function.Function<SessionActor, CompletionStage<T>> what) {
    Optional<SessionActor> actor = find(id);
    if (actor.isEmpty()) {
      return CompletableFuture.failedStage(
          new FailureException(Failure.of(Reason.SESSION_NOT_FOUND)));
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    actor
        .get()
        .owner()
        .execute(
            () ->
                what.apply(actor.get())
                    .whenComplete(
                        (value, error) -> {
                          if (error == null) {
                            result.complete(value);
                          } else {
                            result.completeExceptionally(error);
                          }
                        }));
    return result;
  }
}
