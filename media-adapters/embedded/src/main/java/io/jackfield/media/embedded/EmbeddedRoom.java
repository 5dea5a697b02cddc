package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.RoomSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A room as the gateway sees it; from any thread. */
final class EmbeddedRoom implements MediaRoom {
  private final EmbeddedEngine engine;
  private final RoomId id;
  private final RoomSpec spec;

  EmbeddedRoom(EmbeddedEngine engine, RoomId id, RoomSpec spec) {
    this.engine = engine;
    this.id = id;
    this.spec = spec;
  }

  @Override
  public RoomId id() {
    return id;
  }

  RoomSpec spec() {
    return spec;
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
