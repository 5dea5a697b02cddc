package io.jackfield.gateway.service;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.MediaRoomObserver;
import io.jackfield.gateway.room.RoomEffect;
import io.jackfield.gateway.room.RoomInput;
import io.jackfield.gateway.room.RoomState;
import io.jackfield.gateway.room.RoomStep;
import io.jackfield.gateway.room.RoomTimer;
import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one room: feeds inputs to the step and performs the effects, on the room's owner. */
final class RoomActor implements MediaRoomObserver {

  private static final Logger LOG = LoggerFactory.getLogger(RoomActor.class);

  /** Longest an engine may take for one operation on a room. */
  private static final Duration OPERATION = Duration.ofSeconds(10);

  /** Longest the release of a room may take. */
  private static final Duration RELEASE = Duration.ofSeconds(5);

  private final RoomHost host;
  private final Owner owner;
  private final InstantSource clock;
  private final MediaEngine engine;
  private final Map<RoomTimer, Timer> timers = new EnumMap<>(RoomTimer.class);
  private volatile RoomState state;
  private Optional<MediaRoom> room = Optional.empty();
  private boolean released;

  /** What an actor needs of its surroundings. */
  interface RoomHost {

    /** Sends an event of a room. */
    void publish(Event event);

    /** Answers a waiting caller. */
    Replies replies();

    /** Ends a member's session. */
    void stop(SessionId session, Failure failure);

    /** Forgets a room that is over. */
    void gone(RoomId room);

    /** Name of the service, for events. */
    String serviceName();
  }

  RoomActor(
      RoomHost host, Owner owner, InstantSource clock, MediaEngine engine, RoomState initial) {
    this.host = host;
    this.owner = owner;
    this.clock = clock;
    this.engine = engine;
    this.state = initial;
  }

  RoomState state() {
    return state;
  }

  MediaEngine engine() {
    return engine;
  }

  void tell(RoomInput input) {
    owner.execute(() -> input(input));
  }

  private void input(RoomInput input) {
    RoomState before = state;
    RoomStep.Result result = RoomStep.apply(before, input, clock.instant());
    state = result.state();
    if (before.phase() != state.phase()) {
      LOG.info("room={} {} -> {}", state.id(), before.phase(), state.phase());
    }
    result.effects().forEach(this::perform);
  }

  private void perform(RoomEffect effect) {
    if (effect instanceof RoomEffect.EngineOpen) {
      open();
    } else if (effect instanceof RoomEffect.EngineCheck) {
      check();
    } else if (effect instanceof RoomEffect.EngineClose) {
      close();
    } else if (effect instanceof RoomEffect.StopMember e) {
      host.stop(e.session(), e.failure());
    } else if (effect instanceof RoomEffect.Publish e) {
      host.publish(Event.media(host.serviceName(), "room", e.type(), state.id().value(), e.body()));
    } else if (effect instanceof RoomEffect.StartTimer e) {
      cancel(e.timer());
      timers.put(e.timer(), owner.schedule(e.after(), () -> fired(e.timer())));
    } else if (effect instanceof RoomEffect.CancelTimer e) {
      cancel(e.timer());
    } else if (effect instanceof RoomEffect.Succeed e) {
      host.replies().succeed(e.token(), e.result());
    } else if (effect instanceof RoomEffect.Fail e) {
      host.replies().fail(e.token(), e.failure());
    } else if (effect instanceof RoomEffect.Gone) {
      host.gone(state.id());
    }
  }

  private void open() {
    EngineCall.run(
        owner,
        OPERATION,
        () -> engine.openRoom(state.id(), state.spec(), this).thenApply(this::opened),
        opened -> input(new RoomInput.Opened()),
        failure -> input(new RoomInput.OpenFailed(failure)));
  }

  /** On any thread: keeps the room, or releases one that comes after the room was given up. */
  private MediaRoom opened(MediaRoom made) {
    owner.execute(
        () -> {
          if (released) {
            made.close();
          } else {
            room = Optional.of(made);
          }
        });
    return made;
  }

  private void check() {
    EngineCall.run(
        owner,
        OPERATION,
        () -> room.orElseThrow().senders(),
        senders -> input(new RoomInput.Checked(Optional.of(senders))),
        failure ->
            input(
                failure.is(Reason.ROOM_NOT_FOUND)
                    ? new RoomInput.Lost()
                    : new RoomInput.Checked(Optional.empty())));
  }

  private void close() {
    released = true;
    if (room.isEmpty()) {
      input(new RoomInput.Closed());
      return;
    }
    EngineCall.run(
            owner,
            RELEASE,
            room.get()::close,
            done -> {},
            failure -> LOG.warn("room={} was not released: {}", state.id(), failure.text()))
        .whenDone(() -> input(new RoomInput.Closed()));
  }

  /** Changes the layout; the engine's own word on it comes back. */
  CompletionStage<Void> layout(String layout) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    owner.execute(
        () -> {
          if (room.isEmpty()) {
            result.completeExceptionally(FailureException.of(Reason.NO_ACTIVE_ROOM));
            return;
          }
          EngineCall.run(
              owner,
              OPERATION,
              () -> room.get().layout(layout),
              done -> result.complete(null),
              failure -> result.completeExceptionally(new FailureException(failure)));
        });
    return result;
  }

  private void fired(RoomTimer timer) {
    timers.remove(timer);
    input(new RoomInput.TimerFired(timer));
  }

  private void cancel(RoomTimer timer) {
    Timer running = timers.remove(timer);
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void onStatus(String statusClass, Map<String, Object> fields) {
    tell(new RoomInput.EngineStatus(statusClass, fields));
  }

  @Override
  public void onLost(Failure failure) {
    LOG.info("room={} was lost by its engine: {}", state.id(), failure.text());
    tell(new RoomInput.Lost());
  }
}
