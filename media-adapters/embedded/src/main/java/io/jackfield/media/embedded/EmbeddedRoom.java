package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.media.embedded.mixer.Conference;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A room as the gateway sees it; from any thread. */
final class EmbeddedRoom implements MediaRoom {

  /** Of a conference (backend-embedded.md). */
  static final int MOST_MEMBERS = 32;

  private final EmbeddedEngine engine;
  private final RoomId id;
  private final RoomSpec spec;
  private final Optional<Conference> conference;

  EmbeddedRoom(EmbeddedEngine engine, RoomId id, RoomSpec spec) {
    this.engine = engine;
    this.id = id;
    this.spec = spec;
    this.conference =
        spec.roomClass() == RoomClass.MCU
            ? Optional.of(
                new Conference(
                    engine.plane(), engine.mixers().next(), System::nanoTime, engine::refreshAll))
            : Optional.empty();
  }

  @Override
  public RoomId id() {
    return id;
  }

  RoomSpec spec() {
    return spec;
  }

  /** Mixes the room; empty for one of publishers. */
  Optional<Conference> conference() {
    return conference;
  }

  /** Refuses one member too many. */
  void checkSeat(SessionId member) {
    boolean in = engine.places().roomOf(member).filter(r -> r == this).isPresent();
    if (!in && engine.places().senders(this) >= MOST_MEMBERS) {
      throw new FailureException(
          Failure.of(Reason.INVALID_OPERATION)
              .withDetail("the conference has " + MOST_MEMBERS + " members, and no more can join"));
    }
  }

  @Override
  public CompletionStage<Void> layout(String layout) {
    return CompletableFuture.failedFuture(
        new FailureException(
            Failure.of(Reason.NOT_IMPLEMENTED)
                .withDetail("layout of a room of class " + spec.roomClass().wireName())));
  }

  @Override
  public CompletionStage<Integer> senders() {
    return engine.places().isOpen(this)
        ? CompletableFuture.completedFuture(engine.places().senders(this))
        : CompletableFuture.failedFuture(FailureException.of(Reason.ROOM_NOT_FOUND));
  }

  @Override
  public CompletionStage<Void> close() {
    return engine.refreshAll(engine.places().close(this));
  }
}
