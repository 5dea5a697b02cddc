package io.jackfield.gateway.service;

import io.jackfield.gateway.call.Calls;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.hook.Hooks;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.limit.CallLimits;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.room.Rooms;
import io.jackfield.gateway.session.Sessions;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.text.TextLimits;
import io.jackfield.gateway.text.TextMessages;
import io.jackfield.gateway.user.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/** A service whose calls and sessions live in this process. */
public final class LocalService implements Service {

  private final ServiceParts parts;
  private volatile Users users;
  private final Replies replies = new Replies();
  private final SessionRegistry sessions;
  private final CallRegistry calls;
  private final Hooks hooks;
  private final Resolvers resolvers;
  private final TextMessages messages;

  /**
   * Makes a service; it has nothing to start.
   *
   * @param parts what it is made of
   */
  public LocalService(ServiceParts parts) {
    this(parts, new Hooks(bound -> ThreadLocalRandom.current().nextInt(bound)));
  }

  /**
   * The same with hooks given from outside.
   *
   * @param parts what it is made of
   * @param hooks nobody holds them yet
   */
  public LocalService(ServiceParts parts, Hooks hooks) {
    this.parts = parts;
    this.users = parts.users();
    this.hooks = hooks;
    this.resolvers = new Resolvers(hooks.callResolve());
    this.messages = new TextMessages(TextLimits.STANDARD, parts.clock());
    this.sessions = new SessionRegistry(parts, replies);
    this.calls = new CallRegistry(parts, sessions, replies, resolvers);
  }

  /**
   * What is alive now, for metrics and leak checks.
   *
   * @param calls live calls
   * @param sessions live sessions
   * @param rooms live rooms
   * @param waiting callers waiting for an answer
   */
  public record Counts(int calls, int sessions, int rooms, int waiting) {}

  /**
   * Counts what is alive.
   *
   * @return a snapshot
   */
  public Counts counts() {
    return new Counts(calls.size(), sessions.size(), sessions.rooms().size(), replies.size());
  }

  /**
   * Ends all calls and sessions with {@code service_stop}.
   *
   * @return completes when all are gone; each has its own deadline
   */
  public CompletionStage<Void> stop() {
    Failure stop = Failure.of(Reason.SERVICE_STOP);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (CallId call : calls.list(Optional.empty())) {
      all.add(calls.hangup(call, stop).exceptionally(e -> null).toCompletableFuture());
    }
    for (SessionId session : sessions.list(Optional.empty())) {
      all.add(sessions.destroy(session, stop).exceptionally(e -> null).toCompletableFuture());
    }
    for (RoomId room : sessions.rooms().ids()) {
      all.add(sessions.rooms().destroy(room, stop).exceptionally(e -> null).toCompletableFuture());
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  /**
   * Replaces the static users; who is logged in stays so.
   *
   * @param next of the same realm
   */
  public void replaceUsers(Users next) {
    users = next;
  }

  /**
   * Limits the calls from now on; those that live stay.
   *
   * @param limits of the service and its users
   */
  public void limit(CallLimits limits) {
    calls.limit(limits);
  }

  @Override
  public String name() {
    return parts.name();
  }

  @Override
  public Sessions sessions() {
    return sessions;
  }

  @Override
  public Rooms rooms() {
    return sessions.rooms();
  }

  @Override
  public Calls calls() {
    return calls;
  }

  @Override
  public EventBus events() {
    return parts.events();
  }

  @Override
  public Users users() {
    return users;
  }

  @Override
  public List<MediaEngine> engines() {
    return parts.engines();
  }

  @Override
  public void addResolver(String type, DestinationResolver resolver) {
    resolvers.add(type, resolver);
  }

  @Override
  public TextMessages messages() {
    return messages;
  }

  @Override
  public Hooks hooks() {
    return hooks;
  }
}
