package io.jackfield.gateway.service;

import io.jackfield.gateway.call.CallEffect;
import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.session.CreateSession;
import io.jackfield.gateway.session.EngineFacts;
import io.jackfield.gateway.session.SessionInfo;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.session.SessionState;
import io.jackfield.gateway.session.Sessions;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.time.Owner;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes sessions: checks what is wanted, chooses the engine, and lets the session begin. Any
 * thread.
 */
final class SessionMaker {

  private final ServiceParts parts;
  private final EngineChooser chooser;
  private final RoomRegistry rooms;
  private final Replies replies;
  private final SessionActor.SessionHost host;
  private final Map<SessionId, SessionActor> sessions;

  /**
   * For one service.
   *
   * @param host what sessions need of their registry
   * @param sessions the registry's; new ones are put here
   */
  SessionMaker(
      ServiceParts parts,
      EngineChooser chooser,
      RoomRegistry rooms,
      Replies replies,
      SessionActor.SessionHost host,
      Map<SessionId, SessionActor> sessions) {
    this.parts = parts;
    this.chooser = chooser;
    this.rooms = rooms;
    this.replies = replies;
    this.host = host;
    this.sessions = sessions;
  }

  private Optional<SessionActor> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  /**
   * Makes a session.
   *
   * @param request what it is to be
   * @param wait whether what the engine makes of it is waited for
   */
  CompletionStage<Sessions.Created> make(CreateSession request, boolean wait) {
    CompletionStage<CreateSession> checked = checked(request);
    // Without a room nothing is waited for.
    return checked.thenCompose(r -> makeNow(r, wait));
  }

  /** The files a session names are ones it may have, its room is there. */
  private CompletionStage<CreateSession> checked(CreateSession request) {
    if (request.type().isEmpty()) {
      return request.record()
          ? CompletableFuture.failedStage(FailureException.of(Reason.NOT_IMPLEMENTED))
          : CompletableFuture.completedStage(request);
    }
    try {
      LegType type = checked(request.type().get());
      return rooms
          .prepare(type, request.room(), request.backend())
          .thenApply(there -> request.as(type, request.offer()));
    } catch (FailureException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** A file that is to be played is one that may be. */
  LegType checked(LegType type) {
    return type instanceof LegType.Play play
        ? new LegType.Play(parts.settings().source(play.uri()), play.loops())
        : type;
  }

  private CompletionStage<Sessions.Created> makeNow(CreateSession request, boolean wait) {
    SessionId id = request.id().orElseGet(() -> new SessionId(parts.ids().next()));
    Owner owner =
        request
            .master()
            .flatMap(this::find)
            .map(SessionActor::owner)
            .orElseGet(() -> parts.owners().of(id.value()));
    CompletableFuture<Sessions.Created> result = new CompletableFuture<>();
    owner.execute(
        () -> {
          try {
            if (request.master().isPresent() && find(request.master().get()).isEmpty()) {
              throw new FailureException(Failure.of(Reason.PEER_STOPPED));
            }
            SessionActor actor = register(id, request, owner);
            startAndAnswer(actor, wait, result);
          } catch (FailureException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private void startAndAnswer(
      SessionActor actor, boolean wait, CompletableFuture<Sessions.Created> result) {
    SessionId id = actor.state().id();
    Replies.Reply created = replies.open();
    Optional<Replies.Reply> described = Optional.empty();
    boolean answers =
        actor.state().options().offer().isPresent()
            && actor.state().type().filter(LegType.Proxy.class::isInstance).isEmpty();
    boolean p2p = actor.engine().isEmpty();
    if (wait && !p2p) {
      described = Optional.of(replies.open());
    }
    actor.input(new SessionInput.Create(created.token(), false, false, Optional.empty()));
    described.ifPresent(
        d ->
            actor.input(
                answers
                    ? new SessionInput.AwaitAnswer(d.token())
                    : new SessionInput.AwaitOffer(d.token())));
    CompletableFuture<Object> last =
        described.map(Replies.Reply::future).orElseGet(created::future);
    created.future().exceptionally(error -> fail(result, error));
    last.whenComplete(
        (value, error) -> {
          if (error != null) {
            actor.tell(new SessionInput.Destroy(0, failureOf(error)));
            fail(result, error);
          } else if (value instanceof Description d) {
            result.complete(described(id, answers, d));
          } else {
            result.complete(new Sessions.Created(id, Optional.empty(), Optional.empty()));
          }
        });
  }

  /** The reply with the description that was waited for. */
  static Sessions.Created described(SessionId id, boolean answers, Description description) {
    return answers
        ? new Sessions.Created(id, Optional.empty(), Optional.of(description))
        : new Sessions.Created(id, Optional.of(description), Optional.empty());
  }

  private static Object fail(CompletableFuture<Sessions.Created> result, Throwable error) {
    result.completeExceptionally(error);
    return null;
  }

  private static Failure failureOf(Throwable error) {
    return error instanceof FailureException e ? e.failure() : Failure.of(Reason.INTERNAL_ERROR);
  }

  /** The room a session is to enter is there, or is made; nothing is waited for without one. */
  CompletionStage<Void> prepareRoom(CreateSession request) {
    return request
        .type()
        .map(type -> rooms.prepare(type, request.room(), request.backend()))
        .orElseGet(() -> CompletableFuture.completedStage(null));
  }

  /** Registers a session; on its owner, before its first input. */
  private SessionActor register(SessionId id, CreateSession request, Owner owner) {
    return register(id, request, owner, Optional.empty(), chooser.choose(request));
  }

  /** Registers a session that a call makes; on the call's owner, before its first input. */
  SessionActor registerLeg(CallEffect.MakeSession e, CallActor call) {
    // Legs that are answered late are joined with each other on one engine, and do nothing else.
    boolean late = e.deferAnswer() || e.codecPeer().isPresent();
    Optional<MediaEngine> engine =
        late
            ? Optional.of(chooser.chooseForCall(e.options(), e.codecPeer()))
            : chooser.choose(e.options());
    return register(e.session(), e.options(), call.owner(), Optional.of(call), engine);
  }

  private SessionActor register(
      SessionId id,
      CreateSession request,
      Owner owner,
      Optional<CallActor> call,
      Optional<MediaEngine> engine) {
    Optional<EngineFacts> facts = engine.map(SessionMaker::facts);
    SessionActor actor =
        new SessionActor(
            host,
            owner,
            SessionState.fresh(
                id,
                request,
                facts,
                parts.settings().recordDir(),
                parts.settings().recordUrlPrefix()),
            engine,
            call);
    if (sessions.putIfAbsent(id, actor) != null) {
      throw new FailureException(Failure.of(Reason.SESSION_ALREADY_EXISTS));
    }
    host.publish(
        Event.media(
            parts.name(),
            "session",
            "created",
            id.value(),
            SessionInfo.info(actor.state(), callId(actor))));
    return actor;
  }

  /** What a session has to know of its engine. */
  static EngineFacts facts(MediaEngine engine) {
    return new EngineFacts(
        engine.backend(),
        engine.capabilities().trickle(),
        engine.capabilities().takesTrickle(),
        engine.capabilities().lateAnswer());
  }

  /** The call a session belongs to. */
  static Optional<String> callId(SessionActor actor) {
    return actor.call().map(c -> c.state().id().value());
  }
}
